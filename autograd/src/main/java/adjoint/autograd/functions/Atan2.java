package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Atan2 extends Function {
  public Atan2() {}
}
