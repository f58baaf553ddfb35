package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Sin extends Function {
  public Sin() {}
}
