package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class AdaptiveMaxPool2d extends Function {
  public AdaptiveMaxPool2d(int height, int width) {}
}
