package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Expand extends Function {
  public Expand(int[] shape) {}
}
