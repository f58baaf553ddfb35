package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Div extends Function {
  public Div() {}
}
