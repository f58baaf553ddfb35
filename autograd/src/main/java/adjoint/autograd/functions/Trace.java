package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/** The trace: {@code y = sum over i of x[i, i]}; {@code gx = gy I} with the identity matrix I. */
public final class Trace extends Function {
  /** Makes one application. */
  public Trace() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = tr(x) = sum over i of x[i, i]",
        "gx = gy I",
        "dy = sum over i of dx[i, i] = tr(dx)",
        "<gy, dy> = gy tr(I^T dx) = <gy I, dx>");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].trace();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    int[] shape = inputShape(0);
    int[] diagonal = Arrays.copyOf(shape, shape.length - 1);
    Variable repeated = gy.unsqueeze(-1).expand(diagonal);
    return new Variable[] {new DiagonalEmbed(shape, 0, -2, -1).apply(repeated)};
  }
}
