package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Transpose extends Function {
  public Transpose(int a, int b) {}
}
