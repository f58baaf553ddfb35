package adjoint.testing;

import static adjoint.testing.GradCheckAssertions.assertGradients;
import static adjoint.testing.GradCheckAssertions.assertGradientsOf;
import static adjoint.testing.GradCheckAssertions.assertGradientsTwice;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Function;
import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class GradCheckAssertionsTest {
  private static final Tensor X = Tensor.of(0.5, -1.5, 2.0);

  /** The cube, whose gradient is off by a factor. */
  private static final class Wrong extends Function {
    @Override
    protected Tensor forward(Tensor... x) {
      saveInput(0);
      return x[0].pow(3);
    }

    @Override
    protected Variable[] backward(Variable gy) {
      return new Variable[] {gy.mul(input(0).square()).mul(2)};
    }
  }

  @Test
  void rightGradientsPass() {
    assertGradients(x -> x[0].sin().mul(x[1]), X, X.mul(0.3));
    assertGradientsTwice(x -> x[0].pow(3), X);
    assertGradients(GradCheck.standard().fast(), x -> x[0].exp(), X);
  }

  @Test
  void aWrongGradientFailsAndSaysWhere() {
    AssertionFailedError failure =
        assertThrows(
            AssertionFailedError.class, () -> assertGradients(x -> new Wrong().apply(x), X));
    assertTrue(failure.getMessage().contains("element [0] of output 0"), failure.getMessage());
    assertThrows(
        AssertionFailedError.class, () -> assertGradientsTwice(x -> new Wrong().apply(x), X));
  }

  @Test
  void leavesAreChecked() {
    Variable weight = Variable.parameter(Tensor.of(0.4, 0.2, -0.7));
    Variable bias = Variable.parameter(Tensor.of(0.1));
    Variable unused = Variable.parameter(Tensor.of(3.0));
    Variable x = Variable.of(X);
    assertGradientsOf(() -> x.mul(weight).add(bias).tanh(), List.of(weight, bias, unused));
  }

  @Test
  void aWrongGradientOfALeafFails() {
    Variable weight = Variable.parameter(X);
    AssertionFailedError failure =
        assertThrows(
            AssertionFailedError.class,
            () -> assertGradientsOf(() -> new Wrong().apply(weight), List.of(weight)));
    assertTrue(failure.getMessage().contains("of input 0"), failure.getMessage());
    assertSame(X, weight.value(), "the leaf has its value back");
  }

  @Test
  void leavesOfSinglePrecisionAreRefused() {
    Variable weight = Variable.parameter(X.to(DType.F32));
    Exception failure =
        assertThrows(
            IllegalArgumentException.class, () -> assertGradientsOf(weight::sin, List.of(weight)));
    assertTrue(failure.getMessage().contains("F32"), failure.getMessage());
    failure =
        assertThrows(
            IllegalArgumentException.class, () -> assertGradientsOf(weight::sin, List.of()));
    assertEquals("gradient check: no leaves to check the gradients of", failure.getMessage());
  }
}
