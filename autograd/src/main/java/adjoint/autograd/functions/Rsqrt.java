package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Rsqrt extends Function {
  public Rsqrt() {}
}
