package adjoint.autograd.functions;

import adjoint.autograd.Function;
import adjoint.tensor.Tensor;

/** Not built yet. */
public final class Gather extends Function {
  public Gather(int dimension, Tensor index) {}
}
