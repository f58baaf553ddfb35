package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Log1p extends Function {
  public Log1p() {}
}
