package adjoint.autograd.functions;

import adjoint.autograd.Function;
import adjoint.tensor.Tensor;

/** Not built yet. */
public final class MaskedSelect extends Function {
  public MaskedSelect(Tensor mask) {}
}
