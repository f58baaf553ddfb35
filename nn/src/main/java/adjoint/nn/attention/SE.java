package adjoint.nn.attention;

import adjoint.autograd.Variable;
import adjoint.nn.AdaptiveAvgPool2d;
import adjoint.nn.Linear;
import adjoint.nn.Module;
import adjoint.nn.ReLU;
import adjoint.nn.Sigmoid;
import adjoint.tensor.Generator;

/**
 * Squeeze and excitation: each channel of N x C x H x W is multiplied by a weight that depends on
 * the means of all channels: {@code s = mean_HW(x)}, {@code a = sigmoid(l2 relu(l1 s))}, {@code y =
 * x a}. State: {@code l1.weight} (c / ratio x c) and {@code l2.weight} (c x c / ratio), no biases.
 *
 * <p>Source: Hu, Shen, Albanie, Sun, Wu, "Squeeze-and-Excitation Networks", arXiv:1709.01507,
 * section 3.
 */
public final class SE extends Module implements Attention {
  /** The ratio where none is given. */
  public static final int DEFAULT_RATIO = 16;

  private final int channels;
  private final int ratio;
  private final AdaptiveAvgPool2d pool;
  private final Linear l1;
  private final ReLU relu;
  private final Linear l2;
  private final Sigmoid sigmoid;

  /** With the default ratio; the other arguments as below. */
  public SE(int c1, int c2, Generator generator) {
    this(c1, c2, DEFAULT_RATIO, generator);
  }

  /**
   * Creates the module.
   *
   * @param c1 number of input channels
   * @param c2 number of output channels, the same
   * @param ratio by which the hidden layer is narrower
   * @param generator draws the initial values; null leaves zeros, for values about to be loaded
   * @throws IllegalArgumentException if c1 and c2 differ, or the ratio is not from 1 to c1
   */
  public SE(int c1, int c2, int ratio, Generator generator) {
    if (c1 != c2) {
      throw new IllegalArgumentException(
          "SE: "
              + c1
              + " channels arrive and "
              + c2
              + " are to leave; legal are equal numbers, for the module scales each channel");
    }
    int hidden = Channels.reduced("SE", c1, "ratio", ratio);
    this.channels = c1;
    this.ratio = ratio;
    pool = child("avgpool", new AdaptiveAvgPool2d(1));
    l1 = child("l1", new Linear(c1, hidden, false, generator));
    relu = child("relu", new ReLU());
    l2 = child("l2", new Linear(hidden, c1, false, generator));
    sigmoid = child("sig", new Sigmoid());
  }

  @Override
  public Target target() {
    return Target.CHANNELS;
  }

  /** The weights of the channels, N x C, each between 0 and 1. */
  @Override
  public Variable weights(Variable x) {
    Channels.require("SE", channels, x);
    Variable s = pool.forward(x).reshape(x.size(0), channels);
    return sigmoid.forward(l2.forward(relu.forward(l1.forward(s))));
  }

  @Override
  public Variable forward(Variable x) {
    return observed(x, Channels.scale(x, weights(x)));
  }

  @Override
  protected String settings() {
    return channels + ", ratio=" + ratio;
  }
}
