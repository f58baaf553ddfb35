package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Square extends Function {
  public Square() {}
}
