package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Flip extends Function {
  public Flip(int[] dimensions) {}
}
