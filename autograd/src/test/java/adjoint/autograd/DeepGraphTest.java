package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** Graphs far deeper than the stack. */
class DeepGraphTest {
  private static final int DEPTH = 100_000;

  private static Variable chain(Variable x) {
    Variable y = x;
    for (int i = 0; i < DEPTH; i++) {
      y = y.add(x);
    }
    return y;
  }

  @Test
  void backwardThroughAHundredThousandAdditions() {
    Variable x = Variable.parameter(Tensor.scalar(DType.F64, 0.5));
    Variable y = chain(x);
    assertEquals((DEPTH + 1) * 0.5, y.item(), 1e-6);
    y.backward();
    assertEquals(DEPTH + 1, x.grad().item());
  }

  @Test
  void gradThroughAHundredThousandAdditionsTwice() {
    Variable x = Variable.parameter(Tensor.scalar(DType.F64, 0.5));
    Variable gradient = Autograd.grad(chain(x).square(), x, true);
    assertEquals(2 * 0.5 * Math.pow(DEPTH + 1.0, 2), gradient.item(), 1e-3);
    assertEquals(2 * Math.pow(DEPTH + 1.0, 2), Autograd.grad(gradient, x, false).item(), 1e-3);
  }

  @Test
  void chainsAreCollected() {
    Variable x = Variable.parameter(Tensor.scalar(DType.F64, 0.5));
    WeakReference<Function> last = new WeakReference<>(chain(x).function());
    for (int i = 0; i < 50 && last.get() != null; i++) {
      System.gc();
    }
    assertNull(last.get());
  }
}
