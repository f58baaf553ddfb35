package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Select extends Function {
  public Select(int dimension, int index) {}
}
