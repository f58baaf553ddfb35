package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Permute extends Function {
  public Permute(int[] dimensions) {}
}
