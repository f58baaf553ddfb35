package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class PowScalar extends Function {
  public PowScalar(double exponent) {}
}
