package adjoint.nn.attention;

import adjoint.autograd.Variable;
import adjoint.nn.Module;
import adjoint.nn.Sigmoid;
import adjoint.tensor.ShapeException;
import java.util.Arrays;

/**
 * Attention without parameters: a position of N x C x H x W weighs the more, the farther its value
 * is from its channel's mean. With {@code d = (x - mean_HW(x))^2} and the channel's variance {@code
 * v = sum_HW(d) / (H W - 1)}: {@code y = x sigmoid(d / (4 (v + lambda)) + 1/2)}. The argument of
 * the sigmoid is the inverse of the least energy of a neuron, in closed form. No state.
 *
 * <p>Source: Yang, Zhang, Li, Xie, "SimAM: A Simple, Parameter-Free Attention Module for
 * Convolutional Neural Networks", ICML 2021, section 3.
 */
public final class SimAM extends Module implements Attention {
  /** The lambda where none is given. */
  public static final double DEFAULT_LAMBDA = 1e-4;

  private static final int[] POSITIONS = {2, 3};

  private final double lambda;
  private final Sigmoid activation;

  /** With the default lambda. */
  public SimAM() {
    this(DEFAULT_LAMBDA);
  }

  /**
   * Creates the module.
   *
   * @param lambda added to the variance
   * @throws IllegalArgumentException if lambda is not above 0
   */
  public SimAM(double lambda) {
    if (!(lambda > 0)) {
      throw new IllegalArgumentException(
          "SimAM: lambda is " + lambda + "; legal are numbers above 0");
    }
    this.lambda = lambda;
    activation = child("activation", new Sigmoid());
  }

  @Override
  public Target target() {
    return Target.POSITIONS;
  }

  /** What is added to the variance. */
  public double lambda() {
    return lambda;
  }

  /**
   * The weights of all positions, of the shape of x, between 0.62 = sigmoid(1/2) and 1.
   *
   * @throws ShapeException if x is not N x C x H x W, or H W is below 2
   */
  @Override
  public Variable weights(Variable x) {
    if (x.rank() != 4 || x.size(2) * x.size(3) < 2) {
      throw new ShapeException(
          "SimAM: the input has shape "
              + Arrays.toString(x.shape())
              + "; legal is N x C x H x W with at least two positions, for the variance of a single"
              + " one is not defined");
    }
    int n = x.size(2) * x.size(3) - 1;
    Variable d = x.sub(x.mean(POSITIONS, true)).square();
    Variable variance = d.sum(POSITIONS, true).div(n);
    return activation.forward(d.div(variance.add(lambda).mul(4)).add(0.5));
  }

  @Override
  public Variable forward(Variable x) {
    return observed(x, x.mul(weights(x)));
  }

  @Override
  protected String settings() {
    return "lambda=" + lambda;
  }
}
