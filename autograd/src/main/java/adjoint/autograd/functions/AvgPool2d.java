package adjoint.autograd.functions;

import adjoint.autograd.Function;
import adjoint.tensor.Pool2dOptions;

/** Not built yet. */
public final class AvgPool2d extends Function {
  public AvgPool2d(Pool2dOptions options, boolean countPadding) {}
}
