package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Gelu extends Function {
  public Gelu() {}
}
