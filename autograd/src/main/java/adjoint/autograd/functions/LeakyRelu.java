package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class LeakyRelu extends Function {
  public LeakyRelu(double slope) {}
}
