package adjoint.nn;

import adjoint.autograd.Variable;
import adjoint.tensor.Pool2dOptions;

/** The mean of each window of N x C x H x W. */
public final class AvgPool2d extends Module {
  private final Pool2dOptions options;
  private final boolean countPadding;

  /** Square windows without padding that do not overlap. */
  public AvgPool2d(int kernel) {
    this(kernel, kernel, 0);
  }

  /** Square windows; padding counts as zeros, as PyTorch's default is. */
  public AvgPool2d(int kernel, int stride, int padding) {
    this(Pool2dOptions.of(kernel, stride, padding), true);
  }

  /** Windows of any geometry; padding counts as zeros if {@code countPadding}. */
  public AvgPool2d(Pool2dOptions options, boolean countPadding) {
    this.options = options;
    this.countPadding = countPadding;
  }

  @Override
  public Variable forward(Variable x) {
    return observed(x, x.avgPool2d(options, countPadding));
  }

  @Override
  protected String settings() {
    return Settings.pool(options);
  }
}
