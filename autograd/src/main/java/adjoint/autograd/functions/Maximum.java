package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Maximum extends Function {
  public Maximum() {}
}
