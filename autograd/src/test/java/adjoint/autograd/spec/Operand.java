package adjoint.autograd.spec;

import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import java.util.Random;

/** One input of an operation: its shape, and where its elements come from. */
public record Operand(Domain domain, int... shape) {
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
    return Tensor.of(values, shape);
  }
}
