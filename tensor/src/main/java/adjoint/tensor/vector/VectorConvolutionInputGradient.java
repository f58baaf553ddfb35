package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * The gradient of {@link VectorBackend}'s convolution with respect to its input: {@code dx[c, y, x]
 * = sum over o, u, v of weight[o, c, u, v] * dy[o, (y + padding - u * dilation) / stride, ...]}.
 *
 * <p>Only taps without a remainder contribute, and which these are depends on (y mod stride, x mod
 * stride) alone. The pixels of one such phase are a convolution of dy with stride 1, whose weights
 * are those of the contributing taps, the last tap first. With a kernel of a single pixel, a stride
 * of 1 and no padding, it is a product of matrices.
 */
final class VectorConvolutionInputGradient {
  private VectorConvolutionInputGradient() {}

  /** See {@link adjoint.tensor.backend.Backend#conv2dInputGradient}; F32 only. */
  static void run(
      TileKernel kernel, Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    if (out.elementCount() == 0 || gradient.elementCount() == 0) {
      return;
    }
    for (int y = 0; y < Math.min(options.strideY(), out.size(2)); y++) {
      Taps tapsY =
          Taps.of(y + options.paddingY(), options.strideY(), options.dilationY(), weight.size(2));
      for (int x = 0; x < Math.min(options.strideX(), out.size(3)); x++) {
        Taps tapsX =
            Taps.of(x + options.paddingX(), options.strideX(), options.dilationX(), weight.size(3));
        if (tapsY.positions.length > 0 && tapsX.positions.length > 0) {
          phase(kernel, gradient, weight, options, out, y, x, tapsY, tapsX);
        }
      }
    }
  }

  /**
   * The taps that contribute to one phase of an axis.
   *
   * @param last the largest of them, which comes first
   * @param step taps from one to the next
   * @param positions how far from pixel i of the phase the pixel of dy lies that each tap meets
   */
  private record Taps(int last, int step, int[] positions) {
    static Taps of(int position, int stride, int dilation, int kernel) {
      int[] contributing =
          IntStream.iterate(kernel - 1, tap -> tap >= 0, tap -> tap - 1)
              .filter(tap -> (position - tap * dilation) % stride == 0)
              .toArray();
      int[] positions = contributing.clone();
      for (int i = 0; i < positions.length; i++) {
        positions[i] = (position - contributing[i] * dilation) / stride;
      }
      int last = contributing.length > 0 ? contributing[0] : 0;
      int step = contributing.length > 1 ? contributing[0] - contributing[1] : 1;
      return new Taps(last, step, positions);
    }
  }

  private static void phase(
      TileKernel kernel,
      Tensor gradient,
      Tensor weight,
      Conv2dOptions options,
      Tensor out,
      int y,
      int x,
      Taps tapsY,
      Taps tapsX) {
    int groups = options.groups();
    int channels = weight.size(0) / groups;
    int outputs = weight.size(1);
    PackedWeights packed =
        PackedWeights.pack(
            kernel, weight.storage(), flipped(weight.layout(), groups, tapsY, tapsX));
    float[] start = packed.startValues(null);
    Planes source = Planes.of(gradient);
    Planes whole = Planes.of(out);
    if (VectorConvolution.isPixelwise(gradient, weight, options)) {
      new MatrixMultiplication(
              kernel,
              out.size(0),
              groups,
              outputs,
              channels,
              out.size(2) * out.size(3),
              source,
              packed,
              start,
              Activation.NONE,
              whole,
              channels * source.channel(),
              outputs * whole.channel())
          .run();
      return;
    }
    Planes target =
        new Planes(
            whole.array(),
            whole.offset() + y * whole.row() + x * whole.column(),
            whole.image(),
            whole.channel(),
            whole.row() * options.strideY(),
            whole.column() * options.strideX());
    int rows = (out.size(2) - y + options.strideY() - 1) / options.strideY();
    int columns = (out.size(3) - x + options.strideX() - 1) / options.strideX();
    ShiftGeometry geometry =
        new ShiftGeometry(
            out.size(0),
            new Axis(gradient.size(2), rows, 1, tapsY.positions),
            new Axis(gradient.size(3), columns, 1, tapsX.positions));
    new ShiftConvolution(
            kernel,
            geometry,
            groups,
            channels,
            outputs,
            source,
            packed,
            start,
            Activation.NONE,
            target)
        .run();
  }

  /** The weights of the taps: groups x C/groups x O/groups x taps x taps. */
  private static Layout flipped(Layout weight, int groups, Taps tapsY, Taps tapsX) {
    int channels = weight.size(0) / groups;
    int[] shape = {
      groups, weight.size(1), channels, tapsY.positions.length, tapsX.positions.length,
    };
    int[] strides = {
      channels * weight.stride(0),
      weight.stride(1),
      weight.stride(0),
      -tapsY.step * weight.stride(2),
      -tapsX.step * weight.stride(3),
    };
    int offset = weight.offset() + tapsY.last * weight.stride(2) + tapsX.last * weight.stride(3);
    return Layout.of(shape, strides, offset);
  }
}
