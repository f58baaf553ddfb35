package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Min extends Function {
  public Min(int[] dimensions, boolean keep) {}
}
