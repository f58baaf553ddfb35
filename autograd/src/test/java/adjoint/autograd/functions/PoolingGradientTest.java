package adjoint.autograd.functions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolingGradientTest {
  @Test
  void theFirstOfEqualWinnersGetsTheGradient() {
    Variable x = Variable.parameter(Tensor.of(new double[] {5, 5, 1, 5, 2, 5}, 1, 1, 2, 3));
    Variable y = x.maxPool2d(new Pool2dOptions(2, 2, 1, 1, 0, 0));
    y.backward(Variable.of(Tensor.of(new double[] {3, 4}, 1, 1, 1, 2)), false, false);
    assertArrayEquals(new double[] {3, 4, 0, 0, 0, 0}, x.grad().value().toDoubleArray());
  }

  @Test
  void overlappingWindowsAddUp() {
    Variable x = Variable.parameter(Tensor.of(new double[] {1, 9, 2, 3}, 1, 1, 1, 4));
    Variable y = x.maxPool2d(new Pool2dOptions(1, 2, 1, 1, 0, 0));
    y.backward(Variable.of(Tensor.of(new double[] {1, 10, 100}, 1, 1, 1, 3)), false, false);
    assertArrayEquals(new double[] {0, 11, 0, 100}, x.grad().value().toDoubleArray());
  }

  @Test
  void poolingWithoutRecordingGivesTheSameValues() {
    Variable x = Variable.parameter(Tensor.randn(new Generator(1), DType.F64, 2, 3, 7, 8));
    Pool2dOptions options = Pool2dOptions.of(5, 1, 2);
    assertArrayEquals(
        x.maxPool2d(options).value().toDoubleArray(),
        Autograd.noGrad(() -> x.maxPool2d(options)).value().toDoubleArray());
  }

  /** Each reverse rule is the transpose of its linear operation: {@code <g, A x> = <A^T g, x>}. */
  @Test
  void reverseRulesAreTransposes() {
    Generator generator = new Generator(2);
    int[] shape = {2, 2, 7, 6};
    Variable x = Variable.parameter(Tensor.randn(generator, DType.F64, shape));
    Pool2dOptions overlapping = new Pool2dOptions(3, 2, 2, 1, 1, 1);
    List<Variable> outputs =
        List.of(
            x.avgPool2d(overlapping, true),
            x.avgPool2d(overlapping, false),
            x.adaptiveAvgPool2d(3, 4),
            x.upsampleNearest(10, 13),
            x.upsampleNearest(4, 3),
            x.upsampleBilinear(10, 13, false),
            x.upsampleBilinear(5, 4, true),
            x.pad(new int[] {1, -2, 0, 3}, 0),
            x.slice(3, -1, -7, -2),
            x.flip(0, 3));
    for (Variable y : outputs) {
      Tensor g = Tensor.randn(generator, DType.F64, y.shape());
      Variable gx =
          Autograd.grad(List.of(y), List.of(x), List.of(Variable.of(g)), true, false).get(0);
      double expected = y.value().mul(g).sum().item();
      assertEquals(expected, x.value().mul(gx.value()).sum().item(), 1e-12, y::toString);
    }
  }
}
