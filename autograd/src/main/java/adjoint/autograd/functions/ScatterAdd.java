package adjoint.autograd.functions;

import adjoint.autograd.Function;
import adjoint.tensor.Tensor;

/** Not built yet. */
public final class ScatterAdd extends Function {
  public ScatterAdd(int dimension, Tensor index) {}
}
