package adjoint.autograd.functions;

import adjoint.autograd.Function;
import adjoint.tensor.Pool2dOptions;

/** Not built yet. */
public final class MaxPool2d extends Function {
  public MaxPool2d(Pool2dOptions options) {}
}
