package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The square: {@code y = x^2}; {@code gx = 2 x gy}. */
public final class Square extends Function {
  /** Makes one application. */
  public Square() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = x^2", "gx = 2 x gy", "dy = dx x + x dx = 2 x dx", "<gy, dy> = <2 x gy, dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    return x[0].square();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {gy.mul(input(0)).mul(2)};
  }
}
