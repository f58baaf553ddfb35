package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Pad extends Function {
  public Pad(int[] amounts, double value) {}
}
