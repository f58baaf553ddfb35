package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Mish extends Function {
  public Mish() {}
}
