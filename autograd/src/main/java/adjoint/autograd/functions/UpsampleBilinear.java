package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class UpsampleBilinear extends Function {
  public UpsampleBilinear(int height, int width, boolean alignCorners) {}
}
