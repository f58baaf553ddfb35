package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Softmax extends Function {
  public Softmax(int dimension) {}
}
