package adjoint.autograd.spec;

import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import java.util.Random;
import java.util.function.UnaryOperator;

/** One input of an operation: its shape, where its elements come from and what is made of them. */
public record Operand(Domain domain, UnaryOperator<Plain> finish, int... shape) {
  /** An operand of independent elements. */
  public Operand(Domain domain, int... shape) {
    this(domain, elements -> elements, shape);
  }

  /** An operand with elements from -2 to 2. */
  public static Operand real(int... shape) {
    return new Operand(Domain.real(), shape);
  }

  /** Draws a contiguous F64 tensor. */
  public Tensor draw(Random random) {
    double[] values = new double[Layout.elementCount(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = domain.draw(random);
    }
    return Tensor.of(finish.apply(new Plain(values, shape)).values(), shape);
  }
}
