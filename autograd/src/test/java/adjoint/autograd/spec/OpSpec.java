package adjoint.autograd.spec;

import adjoint.autograd.Expression;
import adjoint.autograd.Function;
import adjoint.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * What an operation is, for tests that run over all of them.
 *
 * @param name unique, shown in test reports
 * @param function the class whose rule this is about; null for an operation composed of others
 * @param operation applies it
 * @param reference what it has to compute
 * @param operands its inputs, away from kinks
 */
public record OpSpec(
    String name,
    Class<? extends Function> function,
    Expression operation,
    Reference reference,
    List<Operand> operands) {

  /** A specification with its operands listed last. */
  public static OpSpec of(
      String name,
      Class<? extends Function> function,
      Expression operation,
      Reference reference,
      Operand... operands) {
    return new OpSpec(name, function, operation, reference, List.of(operands));
  }

  /** The same inputs each time. */
  public Tensor[] inputs() {
    Random random = new Random(name.hashCode());
    return operands.stream().map(operand -> operand.draw(random)).toArray(Tensor[]::new);
  }

  /** A reference that maps every element. */
  public static Reference map(DoubleUnaryOperator f) {
    return x -> Plain.build(x[0].shape(), i -> f.applyAsDouble(x[0].get(i)));
  }

  /** A reference that combines elements of two operands broadcast to a shape. */
  public static Reference zip(DoubleBinaryOperator f, int... shape) {
    return x -> Plain.build(shape, i -> f.applyAsDouble(x[0].broadcast(i), x[1].broadcast(i)));
  }

  @Override
  public String toString() {
    return name;
  }
}
