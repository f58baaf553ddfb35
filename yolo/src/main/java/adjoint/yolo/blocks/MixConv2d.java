package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.Conv2d;
import adjoint.nn.Module;
import adjoint.nn.ModuleList;
import adjoint.nn.SiLU;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions with kernels of several sizes beside each other: {@code y = silu(bn(concat over g of
 * conv_g(x)))}. Source: Tan, Le, "MixConv: Mixed Depthwise Convolutional Kernels",
 * arXiv:1907.09595.
 */
public final class MixConv2d extends Module {
  private final List<Module> convolutions = new ArrayList<>();
  private final BatchNorm2d bn;
  private final Module act;

  /**
   * Creates the block.
   *
   * @param kernels one size per group of output channels
   * @param equalChannels whether the groups get equally many channels (to 1), or equally many
   *     weights
   */
  public MixConv2d(
      int c1,
      int c2,
      List<Integer> kernels,
      int stride,
      boolean equalChannels,
      BlockSettings settings) {
    int[] channels = equalChannels ? equal(c2, kernels.size()) : balanced(c2, kernels);
    for (int g = 0; g < channels.length; g++) {
      int kernel = kernels.get(g);
      if (channels[g] < 1) {
        throw new IllegalArgumentException(
            "mixconv2d: " + c2 + " output channels leave none for the kernel of size " + kernel);
      }
      convolutions.add(
          new Conv2d(
              c1,
              channels[g],
              kernel,
              kernel,
              Conv.samePadding(kernel, kernel)
                  .withStride(stride)
                  .withGroups(DWConv.commonDivisor(c1, channels[g])),
              false,
              settings.generator()));
    }
    child("m", new ModuleList(convolutions));
    bn = child("bn", new BatchNorm2d(c2));
    act = child("act", new SiLU());
  }

  /** Channel j belongs to group floor of the j-th of c2 even steps from 0 to n - 1e-6. */
  private static int[] equal(int c2, int groups) {
    int[] channels = new int[groups];
    for (int j = 0; j < c2; j++) {
      double position = c2 == 1 ? 0 : (groups - 1e-6) * j / (c2 - 1);
      channels[(int) position]++;
    }
    return channels;
  }

  /**
   * The counts c_g with sum c2 and equal {@code c_g k_g^2}: proportional to {@code 1 / k_g^2}. Each
   * is rounded half to even by itself, so the counts of the reference, and these, may miss c2 by
   * rounding.
   */
  private static int[] balanced(int c2, List<Integer> kernels) {
    double total = kernels.stream().mapToDouble(k -> 1.0 / (k * k)).sum();
    int[] channels =
        kernels.stream().mapToInt(k -> (int) Math.rint(c2 / total / (k * k))).toArray();
    int sum = 0;
    for (int count : channels) {
      sum += count;
    }
    if (sum != c2) {
      throw new IllegalArgumentException(
          "mixconv2d: " + c2 + " output channels cannot be split by equal weights, only " + sum);
    }
    return channels;
  }

  @Override
  public Variable forward(Variable x) {
    List<Variable> parts = convolutions.stream().map(conv -> conv.forward(x)).toList();
    return act.forward(bn.forward(Variable.concat(parts, 1)));
  }
}
