package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The squared error: {@code y = (x - t)^2}; {@code gx = 2 (x - t) gy, gt = -gx}. Its mean is the
 * mean squared error.
 */
public final class SquaredError extends Function {
  /** Applied to a prediction x and a target t of one shape. */
  public SquaredError() {}

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = (x - t)^2",
        List.of("gx = 2 (x - t) gy", "gt = -2 (x - t) gy"),
        List.of("dy = 2 (x - t) (dx - dt)", "<gy, dy> = <2 (x - t) gy, dx> - <2 (x - t) gy, dt>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    saveInput(1);
    return x[0].sub(x[1]).square();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable gx = input(0).sub(input(1)).mul(gy).mul(2);
    return new Variable[] {gx, needsGradient(1) ? gx.neg() : null};
  }
}
