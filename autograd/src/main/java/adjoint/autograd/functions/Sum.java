package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Sum extends Function {
  public Sum(int[] dimensions, boolean keep) {}
}
