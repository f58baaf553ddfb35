package adjoint.testing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Function;
import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The shorter examples of docs/gradient-checking.md. */
class GuideTest {
  @Test
  void aCheckWithoutAnyTestLibrary() {
    Tensor x = Tensor.randn(new Generator(1), DType.F64, 2, 3);
    Tensor w = Tensor.randn(new Generator(2), DType.F64, 3, 4);
    GradCheck.standard().check(v -> v[0].matmul(v[1]).sin().sum(), x, w);
    GradCheck.standard().checkSecondOrder(v -> v[0].matmul(v[1]).sin().sum(), x, w);
    GradCheck.standard().fast().check(v -> v[0].matmul(v[1]).sin(), x, w);
  }

  static final class HalfSquare extends Function {
    @Override
    protected Tensor forward(Tensor... x) {
      saveInput(0);
      return x[0].square();
    }

    @Override
    protected Variable[] backward(Variable gy) {
      return new Variable[] {gy.mul(input(0))};
    }
  }

  @Test
  void aFailureSaysWhatIsWrong() {
    GradCheck.Report report =
        GradCheck.standard().inspect(v -> new HalfSquare().apply(v), Tensor.of(1.0, 2.0, 3.0));
    assertFalse(report.passed());
    String failure = report.failure();
    assertTrue(
        failure.startsWith("gradient check: element [0] of output 0 by element [0] of input 0"),
        failure);
    assertTrue(failure.contains("Likely: the gradient is too small by the factor 0.5"), failure);
  }
}
