package adjoint.autograd.functions;

import adjoint.autograd.Function;
import adjoint.tensor.Tensor;

/** Not built yet. */
public final class IndexSelect extends Function {
  public IndexSelect(int dimension, Tensor index) {}
}
