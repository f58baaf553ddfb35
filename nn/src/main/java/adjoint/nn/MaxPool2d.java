package adjoint.nn;

import adjoint.autograd.Variable;
import adjoint.tensor.Pool2dOptions;

/** The largest value of each window of N x C x H x W; padding never wins. */
public final class MaxPool2d extends Module {
  private final Pool2dOptions options;

  /** Square windows without padding that do not overlap. */
  public MaxPool2d(int kernel) {
    this(kernel, kernel, 0);
  }

  /** Square windows. */
  public MaxPool2d(int kernel, int stride, int padding) {
    this(Pool2dOptions.of(kernel, stride, padding));
  }

  /** Windows of any geometry. */
  public MaxPool2d(Pool2dOptions options) {
    this.options = options;
  }

  /** The windows. */
  public Pool2dOptions options() {
    return options;
  }

  @Override
  public Variable forward(Variable x) {
    return x.maxPool2d(options);
  }

  @Override
  protected String settings() {
    return Settings.pool(options) + ", dilation=1, ceil_mode=False";
  }
}
