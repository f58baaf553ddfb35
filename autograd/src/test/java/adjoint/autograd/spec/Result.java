package adjoint.autograd.spec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.Expression;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * An output, and its gradients for an incoming gradient of unequal numbers.
 *
 * @param value the output
 * @param gradients one for each input
 */
public record Result(Tensor value, Tensor... gradients) {
  /** Goes forward and back. */
  public static Result of(Expression expression, Tensor... inputs) {
    Variable[] parameters = parameters(inputs);
    Variable y = expression.apply(parameters);
    List<Variable> gradients =
        Autograd.grad(List.of(y), List.of(parameters), List.of(ramp(y)), false, false);
    return new Result(y.value(), gradients.stream().map(Variable::value).toArray(Tensor[]::new));
  }

  /** Compares bit by bit. */
  public void assertSameBits(Result other) {
    assertTrue(value.sameBits(other.value), "the value differs");
    for (int i = 0; i < gradients.length; i++) {
      assertTrue(gradients[i].sameBits(other.gradients[i]), "the gradient of input " + i);
    }
  }

  /** Numbers of which no two are equal, of the shape and type of a variable. */
  public static Variable ramp(Variable like) {
    double[] values = new double[like.value().elementCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.25 * i - 0.6;
    }
    return Variable.of(Tensor.of(values, like.shape()).to(like.dtype()));
  }

  /** Variables that require no gradient. */
  public static Variable[] constants(Tensor... inputs) {
    return Arrays.stream(inputs).map(Variable::of).toArray(Variable[]::new);
  }

  /** Variables that require a gradient. */
  public static Variable[] parameters(Tensor... inputs) {
    return Arrays.stream(inputs).map(Variable::parameter).toArray(Variable[]::new);
  }
}
