package adjoint.autograd.functions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeCompositesTest {
  private final Tensor tensor = Tensor.arange(DType.F64, 0, 24, 1).reshape(2, 1, 3, 4);
  private final Variable x = Variable.parameter(tensor);

  private void assertGradient(Variable y) {
    Variable gy = Variable.of(Tensor.arange(DType.F64, 1, y.value().elementCount() + 1, 1));
    x.zeroGrad();
    y.backward(gy.reshape(y.shape()), false, false);
    // These operations move elements: x . gx equals y . gy.
    double forward = y.value().mul(gy.reshape(y.shape()).value()).sum().item();
    double backward = x.value().mul(x.grad().value()).sum().item();
    assertEquals(forward, backward, 1e-9);
  }

  @Test
  void flattenSqueezeAndUnsqueezeAreReshapes() {
    assertArrayEquals(new int[] {2, 12}, x.flatten(1, -1).shape());
    assertArrayEquals(new int[] {2, 3, 4}, x.flatten(0, 1).shape());
    assertArrayEquals(new int[] {2, 1, 3, 4}, x.flatten(2, 2).shape());
    assertArrayEquals(new int[] {1}, Variable.scalar(DType.F32, 3).flatten(0, 0).shape());
    assertArrayEquals(new int[] {2, 3, 4}, x.squeeze(1).shape());
    assertArrayEquals(new int[] {2, 3, 4}, x.squeeze(-3).shape());
    assertSame(x, x.squeeze(0));
    assertArrayEquals(new int[] {2, 1, 1, 3, 4}, x.unsqueeze(1).shape());
    assertArrayEquals(new int[] {2, 1, 3, 4, 1}, x.unsqueeze(-1).shape());
    assertGradient(x.flatten(1, -1));
    assertGradient(x.squeeze(1));
    assertGradient(x.unsqueeze(2));
    assertThrows(ShapeException.class, () -> x.flatten(2, 1));
    assertThrows(ShapeException.class, () -> x.flatten(0, 4));
    assertThrows(ShapeException.class, () -> x.squeeze(4));
    assertThrows(ShapeException.class, () -> x.unsqueeze(6));
  }

  @Test
  void partsJoinAgain() {
    List<Variable> parts = x.split(new int[] {1, 0, 2}, 2);
    assertArrayEquals(new int[] {2, 1, 0, 4}, parts.get(1).shape());
    Variable joined = Variable.concat(parts, -2);
    assertTrue(joined.value().sameBits(tensor));
    assertGradient(joined);
    assertThrows(ShapeException.class, () -> x.split(new int[] {1, 1}, 2));
    assertThrows(ShapeException.class, () -> x.split(new int[] {4, -1}, 2));
  }

  @Test
  void stackingAddsADimension() {
    Variable y = Variable.stack(List.of(x, x.mul(2), x), 1);
    assertArrayEquals(new int[] {2, 3, 1, 3, 4}, y.shape());
    assertEquals(2 * tensor.get(1, 0, 2, 1), y.value().get(1, 1, 0, 2, 1));
    assertArrayEquals(new int[] {2, 1, 3, 4, 2}, Variable.stack(List.of(x, x), -1).shape());
    y.sum().backward();
    assertTrue(x.grad().value().sameBits(Tensor.full(DType.F64, 4, 2, 1, 3, 4)));
    assertThrows(ShapeException.class, () -> Variable.stack(List.of(x, x.flatten(0, 1)), 0));
    assertThrows(ShapeException.class, () -> Variable.stack(List.of(), 0));
  }

  @Test
  void narrowRefusesWhatSliceClips() {
    assertArrayEquals(new int[] {2, 1, 3, 2}, x.narrow(3, 1, 2).shape());
    assertArrayEquals(new int[] {2, 1, 3, 2}, x.slice(3, 2, 9).shape());
    assertThrows(ShapeException.class, () -> x.narrow(3, 2, 9));
    assertGradient(x.narrow(3, 1, 2));
  }
}
