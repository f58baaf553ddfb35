package adjoint.testing;

import static adjoint.testing.GradCheckAssertions.assertGradients;
import static adjoint.testing.GradCheckAssertions.assertGradientsOf;

import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.nn.Module;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The example of docs/gradient-checking.md. */
class OwnLayerTest {
  /** y = log(1 + x^2), with a rule of its own. */
  static final class LogSquare extends Function {
    @Override
    protected Tensor forward(Tensor... x) {
      saveInput(0);
      return x[0].square().log1p();
    }

    @Override
    protected Variable[] backward(Variable gy) {
      Variable x = input(0);
      return new Variable[] {gy.mul(x).mul(2).div(x.square().add(1))};
    }
  }

  /** y = a log(1 + x^2), with one scale a for each channel. */
  static final class ScaledLogSquare extends Module {
    private final Variable scale;

    ScaledLogSquare(int channels) {
      scale = parameter("scale", Tensor.rand(new Generator(1), DType.F64, channels, 1, 1));
    }

    @Override
    public Variable forward(Variable x) {
      return new LogSquare().apply(x).mul(scale);
    }
  }

  @Test
  void gradientsOfTheRuleAreRight() {
    Tensor x = Tensor.randn(new Generator(2), DType.F64, 3, 4);
    GradCheckAssertions.assertGradientsTwice(v -> new LogSquare().apply(v), x);
  }

  @Test
  void gradientsOfTheLayerAreRight() {
    ScaledLogSquare layer = new ScaledLogSquare(3);
    Tensor x = Tensor.randn(new Generator(3), DType.F64, 2, 3, 4, 4);
    assertGradients(v -> layer.forward(v[0]), x);
    Variable input = Variable.of(x);
    assertGradientsOf(() -> layer.forward(input), layer.parameters().values());
  }

  @Property(tries = 50)
  void gradientsAreRightForAnyShapeAndLayout(@ForAll @RandomTensor Tensor x) {
    assertGradients(v -> new LogSquare().apply(v), x);
  }
}
