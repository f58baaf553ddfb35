package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/** The sum of two tensors of one shape: {@code y = a + b}; {@code ga = gy}, {@code gb = gy}. */
public final class Add extends Function {
  /** Makes one application. */
  public Add() {}

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = a + b",
        List.of("ga = gy", "gb = gy"),
        List.of("dy = da + db", "<gy, dy> = <gy, da> + <gy, db>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].add(x[1]);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy, gy};
  }
}
