package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Diagonal extends Function {
  public Diagonal(int offset, int rows, int columns) {}
}
