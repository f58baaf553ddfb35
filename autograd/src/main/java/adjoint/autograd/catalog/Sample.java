package adjoint.autograd.catalog;

import adjoint.autograd.Expression;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * An application of an operation to be tried: fixed arguments, and inputs drawn from a domain.
 *
 * @param name unique among all samples
 * @param expression applies the operation
 * @param operands its inputs, away from kinks
 * @param plain the same function composed of elementary operations, whose gradient the tape finds
 *     by itself: something to compare a rule with; may be null
 */
public record Sample(String name, Expression expression, List<Operand> operands, Expression plain) {
  /** Copies the list. */
  public Sample {
    operands = List.copyOf(operands);
  }

  /** A sample with its operands listed last. */
  public static Sample of(String name, Expression expression, Operand... operands) {
    return new Sample(name, expression, List.of(operands), null);
  }

  /** This sample with the same function composed of elementary operations beside it. */
  public Sample besides(Expression composition) {
    return new Sample(name, expression, operands, composition);
  }

  /** Draws F64 inputs; the same each time, for the generator is seeded with the name. */
  public Tensor[] inputs() {
    Generator generator = new Generator(name.hashCode());
    return operands.stream().map(operand -> operand.draw(generator)).toArray(Tensor[]::new);
  }

  /** The same application to inputs of other sizes, under another name. */
  public Sample resized(String otherName, int[]... shapes) {
    Operand[] resized = new Operand[operands.size()];
    for (int i = 0; i < resized.length; i++) {
      resized[i] = operands.get(i).withShape(shapes[i]);
    }
    return of(otherName, expression, resized);
  }

  @Override
  public String toString() {
    return name;
  }
}
