package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Bmm extends Function {
  public Bmm() {}
}
