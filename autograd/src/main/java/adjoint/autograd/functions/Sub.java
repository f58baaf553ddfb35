package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Sub extends Function {
  public Sub() {}
}
