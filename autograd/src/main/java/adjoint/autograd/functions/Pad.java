package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/**
 * Surrounds with a constant, or cuts where an amount is negative: {@code y[before + i] = x[i]}. The
 * gradient is padded by the negated amounts, which cuts what was added and adds zeros for what was
 * cut.
 */
public final class Pad extends Function {
  private final int[] amounts;
  private final double value;

  /** The arguments of {@link adjoint.tensor.IndexMethods#pad}. */
  public Pad(int[] amounts, double value) {
    this.amounts = amounts.clone();
    this.value = value;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y[before + i] = x[i], and value where no i is meant",
        "gx[i] = gy[before + i], and 0 where x[i] was cut",
        "dy[before + i] = dx[i]; the constant border has dy = 0",
        "<gy, dy> = sum over i of gy[before + i] dx[i], over the i that were kept");
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return x[0].pad(amounts, value);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    int[] negated = Arrays.stream(amounts).map(amount -> -amount).toArray();
    return new Variable[] {gy.pad(negated, 0)};
  }
}
