package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Mean extends Function {
  public Mean(int[] dimensions, boolean keep) {}
}
