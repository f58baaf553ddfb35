package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Asin extends Function {
  public Asin() {}
}
