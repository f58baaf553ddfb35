package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Prod extends Function {
  public Prod(int[] dimensions, boolean keep) {}
}
