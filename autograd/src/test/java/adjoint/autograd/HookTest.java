package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class HookTest {
  private static Variable parameter(double... values) {
    return Variable.parameter(Tensor.of(values));
  }

  private static void assertGradient(Variable x, double... expected) {
    assertArrayEquals(expected, x.grad().value().toDoubleArray());
  }

  private static void assertMessage(String part, Executable action) {
    String message = assertThrows(AutogradException.class, action).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void hooksSeeTheWholeGradientOnce() {
    Variable x = parameter(2);
    Variable h = x.mul(3);
    List<Double> seen = new ArrayList<>();
    h.onGradient(
        g -> {
          seen.add(g.value().item());
          return null;
        });
    x.onGradient(
        g -> {
          seen.add(g.value().item());
          return g;
        });
    h.square().add(h).add(x).sum().backward();
    assertEquals(List.of(13.0, 40.0), seen);
    assertGradient(x, 40);
  }

  @Test
  void hooksReplaceGradientsInTheirOrder() {
    Variable x = parameter(2);
    Variable h = x.mul(3);
    h.onGradient(g -> g.add(1));
    Runnable off = h.onGradient(g -> g.mul(10));
    x.onGradient(g -> g.clamp(-50, 50));
    h.sum().backward(null, true, false);
    assertGradient(x, 50);
    off.run();
    x.zeroGrad();
    h.sum().backward();
    assertGradient(x, 6);
  }

  @Test
  void hooksApplyToGrad() {
    Variable x = parameter(2);
    x.onGradient(g -> g.mul(2));
    assertEquals(6, Autograd.grad(x.mul(3).sum(), x, false).value().item());
  }

  @Test
  void hooksKeepTheShape() {
    Variable x = parameter(2, 3);
    x.onGradient(g -> g.sum());
    assertMessage("turned a gradient of F64[2] into one of F64[]", () -> x.sum().backward());
    assertMessage("requires no gradient", () -> x.detach().onGradient(g -> g));
  }
}
