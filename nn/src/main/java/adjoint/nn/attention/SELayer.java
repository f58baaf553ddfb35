package adjoint.nn.attention;

import adjoint.autograd.Variable;
import adjoint.nn.AdaptiveAvgPool2d;
import adjoint.nn.Linear;
import adjoint.nn.Module;
import adjoint.nn.ReLU;
import adjoint.nn.Sequential;
import adjoint.nn.Sigmoid;
import adjoint.tensor.Generator;

/**
 * The same function as {@link SE} with other state names: {@code fc.0.weight} (c / reduction x c)
 * and {@code fc.2.weight} (c x c / reduction), no biases.
 *
 * <p>Source: Hu, Shen, Albanie, Sun, Wu, "Squeeze-and-Excitation Networks", arXiv:1709.01507,
 * section 3.
 */
public final class SELayer extends Module implements Attention {
  /** The reduction where none is given. */
  public static final int DEFAULT_REDUCTION = 16;

  private final int channels;
  private final int reduction;
  private final AdaptiveAvgPool2d pool;
  private final Sequential layers;

  /** With the default reduction; the other arguments as below. */
  public SELayer(int channels, Generator generator) {
    this(channels, DEFAULT_REDUCTION, generator);
  }

  /**
   * Creates the module.
   *
   * @param channels number of input and output channels
   * @param reduction by which the hidden layer is narrower
   * @param generator draws the initial values; null leaves zeros, for values about to be loaded
   * @throws IllegalArgumentException if the reduction is not from 1 to {@code channels}
   */
  public SELayer(int channels, int reduction, Generator generator) {
    int hidden = Channels.reduced("SELayer", channels, "reduction", reduction);
    this.channels = channels;
    this.reduction = reduction;
    pool = child("avg_pool", new AdaptiveAvgPool2d(1));
    layers =
        child(
            "fc",
            new Sequential(
                new Linear(channels, hidden, false, generator),
                new ReLU(),
                new Linear(hidden, channels, false, generator),
                new Sigmoid()));
  }

  @Override
  public Target target() {
    return Target.CHANNELS;
  }

  /** The weights of the channels, N x C, each between 0 and 1. */
  @Override
  public Variable weights(Variable x) {
    Channels.require("SELayer", channels, x);
    return layers.forward(pool.forward(x).reshape(x.size(0), channels));
  }

  @Override
  public Variable forward(Variable x) {
    return observed(x, Channels.scale(x, weights(x)));
  }

  @Override
  protected String settings() {
    return channels + ", reduction=" + reduction;
  }
}
