package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class AnomalyTest {
  private static Variable loss(Variable x) {
    return x.reshape(3, 1).sqrt().mul(2).sum();
  }

  private static Variable zeroInTheMiddle() {
    return Variable.parameter(Tensor.of(1.0, 0.0, 4.0));
  }

  @Test
  void theOperationItsInputsAndItsCallerAreNamed() {
    Variable x = zeroInTheMiddle();
    String message =
        assertThrows(
                AutogradException.class, () -> Autograd.detectAnomalies(() -> loss(x).backward()))
            .getMessage();
    assertTrue(message.contains("the reverse rule of Sqrt returned a gradient"), message);
    assertTrue(message.contains("for input 0 that is Infinity at [1, 0]"), message);
    assertTrue(message.contains("its inputs are F64[3, 1]"), message);
    String[] lines = message.split("\\R");
    assertTrue(lines[1].contains("AnomalyTest.loss(AnomalyTest.java:"), message);
  }

  @Test
  void withoutAForwardPassInsideTheCallerIsUnknown() {
    Variable y = loss(zeroInTheMiddle());
    String message =
        assertThrows(AutogradException.class, () -> Autograd.detectAnomalies(() -> y.backward()))
            .getMessage();
    assertTrue(message.contains("run the forward pass in detectAnomalies, too"), message);
  }

  @Test
  void incomingGradientsAreCheckedFirst() {
    Variable x = Variable.parameter(Tensor.of(1.0, 2.0));
    Variable gradient = Variable.of(Tensor.of(1.0, Double.NaN));
    String message =
        assertThrows(
                AutogradException.class,
                () -> Autograd.detectAnomalies(() -> x.exp().backward(gradient, false, false)))
            .getMessage();
    assertTrue(
        message.contains("Exp received a gradient for output 0 that is NaN at [1]"), message);
  }

  @Test
  void outsideNothingIsChecked() {
    Variable x = zeroInTheMiddle();
    assertThrows(AutogradException.class, () -> Autograd.detectAnomalies(() -> loss(x).backward()));
    loss(x).backward();
    assertFalse(Double.isFinite(x.grad().value().get(1)));
  }
}
