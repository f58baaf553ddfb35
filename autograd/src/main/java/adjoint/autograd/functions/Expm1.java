package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Expm1 extends Function {
  public Expm1() {}
}
