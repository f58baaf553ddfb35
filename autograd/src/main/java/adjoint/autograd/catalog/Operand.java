package adjoint.autograd.catalog;

import adjoint.tensor.Generator;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * One input of a sample: its shape, and where its elements come from.
 *
 * @param domain where the elements are drawn from
 * @param arrangement what is made of the drawn tensor, such as a well-conditioned matrix; keeps the
 *     shape
 * @param shape the sizes
 */
public record Operand(Domain domain, UnaryOperator<Tensor> arrangement, int... shape) {
  /** Copies the sizes. */
  public Operand {
    shape = shape.clone();
  }

  /** An operand whose elements are as drawn. */
  public Operand(Domain domain, int... shape) {
    this(domain, UnaryOperator.identity(), shape);
  }

  /** An operand with elements from -2 to 2. */
  public static Operand real(int... shape) {
    return new Operand(Domain.real(), shape);
  }

  /** The same operand after another step of its making. */
  public Operand arranged(UnaryOperator<Tensor> step) {
    return new Operand(domain, x -> step.apply(arrangement.apply(x)), shape);
  }

  /** The same operand with other sizes. */
  public Operand withShape(int... other) {
    return new Operand(domain, arrangement, other);
  }

  /** Draws a contiguous F64 tensor. */
  public Tensor draw(Generator generator) {
    double[] values = new double[Layout.elementCount(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = domain.draw(generator);
    }
    return arrangement.apply(Tensor.of(values, shape)).contiguous();
  }
}
