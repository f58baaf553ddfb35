package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Slice extends Function {
  public Slice(int dimension, int start, int end, int step) {}
}
