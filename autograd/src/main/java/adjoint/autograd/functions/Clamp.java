package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Clamp extends Function {
  public Clamp(double low, double high) {}
}
