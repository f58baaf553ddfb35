package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** An operation of one's own, through the door that the built-in ones use. */
class CustomFunctionTest {
  private static final class Cube extends Function {
    @Override
    protected Tensor forward(Tensor... x) {
      saveInput(0);
      return x[0].mul(x[0]).mul(x[0]);
    }

    @Override
    protected Variable[] backward(Variable gy) {
      return new Variable[] {gy.mul(input(0).square()).mul(3)};
    }
  }

  /** Half of the input, its sign as a truth value, twice the input. */
  private static final class Half extends Function {
    @Override
    protected Tensor[] forwardAll(Tensor... x) {
      return new Tensor[] {x[0].mul(0.5), x[0].gt(0), x[0].mul(2)};
    }

    @Override
    protected Variable[] backwardAll(Variable... gradients) {
      Variable half = gradients[0] == null ? null : gradients[0].mul(0.5);
      Variable twice = gradients[2] == null ? null : gradients[2].mul(2);
      return new Variable[] {half == null ? twice : twice == null ? half : half.add(twice)};
    }
  }

  @Test
  void oneOutput() {
    Tensor x = Tensor.of(new double[] {0.5, -1, 2, 3}, 2, 2);
    GradCheck.standard().check(v -> new Cube().apply(v[0]), x);
    GradCheck.standard().checkSecondOrder(v -> new Cube().apply(v[0]), x);
    assertNull(new Cube().derivation());
    assertEquals("Cube", new Cube().name());
  }

  @Test
  void severalOutputs() {
    Variable x = Variable.parameter(Tensor.of(3.0, -4.0));
    Variable[] outputs = new Half().applyAll(x);
    assertEquals(DType.BOOL, outputs[1].dtype());
    assertEquals(false, outputs[1].requiresGrad());
    outputs[2].sum().backward(null, true, false);
    assertEquals(2, x.grad().value().get(0));
    outputs[0].add(outputs[2]).sum().backward();
    assertEquals(4.5, x.grad().value().get(1));
  }
}
