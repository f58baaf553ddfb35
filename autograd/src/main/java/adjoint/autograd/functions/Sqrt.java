package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Sqrt extends Function {
  public Sqrt() {}
}
