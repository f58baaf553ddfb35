package adjoint.nn.attention;

import adjoint.autograd.Variable;
import adjoint.nn.Conv2d;
import adjoint.nn.Module;
import adjoint.nn.ReLU;
import adjoint.nn.Sequential;
import adjoint.nn.Sigmoid;
import adjoint.nn.matrix.Covpool;
import adjoint.nn.matrix.Sqrtm;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Generator;

/**
 * Second-order channel attention: each channel of N x C x H x W is multiplied by a weight that
 * depends on the covariances of all channels. With S the square root of the covariance matrix, by 5
 * Newton-Schulz steps: {@code s_j = mean_i S_ij}, {@code a = sigmoid(conv_du.2(relu(conv_du.0(
 * s))))}, {@code y = x a}. State: {@code conv_du.0} and {@code conv_du.2}, each {@code weight} and
 * {@code bias}, 1 x 1 convolutions to c / reduction channels and back.
 *
 * <p>The covariance is that of the middle 1000 rows and 1000 columns, where there are more; the
 * weights multiply the whole map. A constant map gives s = 0, see {@link Sqrtm}.
 *
 * <p>Source: Dai, Cai, Zhang, Xia, Zhang, "Second-Order Attention Network for Single Image
 * Super-Resolution", CVPR 2019, section 3.
 */
public final class SOCA extends Module implements Attention, NearIdentity {
  /** The reduction where none is given. */
  public static final int DEFAULT_REDUCTION = 8;

  /** Steps of the iteration for the square root. */
  public static final int ITERATIONS = 5;

  /** The most rows and columns that the covariance is taken of. */
  public static final int LARGEST_SIDE = 1000;

  /** Its sigmoid is 0.9933. */
  private static final double OPEN = 5;

  private final int channels;
  private final int reduction;
  private final Sequential layers;

  /** With the default reduction; the other arguments as below. */
  public SOCA(int channels, Generator generator) {
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
  public SOCA(int channels, int reduction, Generator generator) {
    int hidden = Channels.reduced("SOCA", channels, "reduction", reduction);
    this.channels = channels;
    this.reduction = reduction;
    layers =
        child(
            "conv_du",
            new Sequential(
                new Conv2d(channels, hidden, 1, Conv2dOptions.DEFAULT, generator),
                new ReLU(),
                new Conv2d(hidden, channels, 1, Conv2dOptions.DEFAULT, generator),
                new Sigmoid()));
  }

  @Override
  public Target target() {
    return Target.CHANNELS;
  }

  /** Weights of 0.9933 for all channels at first, whatever the covariances are. */
  @Override
  public void startNearIdentity() {
    parameters().get("conv_du.2.weight").value().fill(0);
    parameters().get("conv_du.2.bias").value().fill(OPEN);
  }

  /** The weights of the channels, N x C, each between 0 and 1. */
  @Override
  public Variable weights(Variable x) {
    Channels.require("SOCA", channels, x);
    Variable covariance = new Covpool().apply(middle(middle(x, 2), 3));
    Variable root = new Sqrtm(ITERATIONS).apply(covariance);
    Variable s = root.mean(1).reshape(x.size(0), channels, 1, 1);
    return layers.forward(s).reshape(x.size(0), channels);
  }

  private static Variable middle(Variable x, int dimension) {
    int length = x.size(dimension);
    if (length <= LARGEST_SIDE) {
      return x;
    }
    return x.narrow(dimension, (length - LARGEST_SIDE) / 2, LARGEST_SIDE);
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
