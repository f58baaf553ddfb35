package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Exp extends Function {
  public Exp() {}
}
