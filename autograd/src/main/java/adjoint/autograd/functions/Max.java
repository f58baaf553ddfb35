package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Max extends Function {
  public Max(int[] dimensions, boolean keep) {}
}
