package adjoint.testing;

import static org.junit.jupiter.api.Assertions.fail;

import adjoint.autograd.Expression;
import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Assertions that compare gradients with central differences, for JUnit tests.
 *
 * <p>All tensors are F64, for single precision has too few digits for differences, and away from
 * points where the function has a kink.
 */
public final class GradCheckAssertions {
  private GradCheckAssertions() {}

  /**
   * Asserts that the gradients of a computation are right at a point, with the tolerances of {@link
   * GradCheck#standard()}.
   *
   * @param f the computation, such as {@code x -> x[0].matmul(x[1]).tanh()}
   * @param inputs F64, in any layout
   */
  public static void assertGradients(Expression f, Tensor... inputs) {
    assertGradients(GradCheck.standard(), f, inputs);
  }

  /** Asserts that the gradients of a computation are right, with chosen step and tolerances. */
  public static void assertGradients(GradCheck check, Expression f, Tensor... inputs) {
    require(check.inspect(f, inputs));
  }

  /** Asserts that first and second derivatives of a computation are right at a point. */
  public static void assertGradientsTwice(Expression f, Tensor... inputs) {
    assertGradients(f, inputs);
    require(GradCheck.standard().inspectSecondOrder(f, inputs));
  }

  /**
   * Asserts that the gradients of leaves are right which a computation takes from its surroundings,
   * such as the parameters of a layer. The leaves get their values back, and lose their {@code
   * grad}.
   *
   * @param f computes the same each time
   * @param leaves F64 variables that require a gradient
   */
  public static void assertGradientsOf(Supplier<Variable> f, Collection<Variable> leaves) {
    require(LeafGradients.inspect(f, leaves));
  }

  private static void require(GradCheck.Report report) {
    if (!report.passed()) {
      fail(report.failure());
    }
  }
}
