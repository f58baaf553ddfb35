package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Tan extends Function {
  public Tan() {}
}
