package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Hardswish extends Function {
  public Hardswish() {}
}
