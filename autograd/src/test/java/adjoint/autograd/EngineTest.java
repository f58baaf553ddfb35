package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class EngineTest {
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

  // ---- accumulation ---------------------------------------------------------------------------

  @Test
  void gradientsOfAllUsesAddUp() {
    Variable x = parameter(3, -2);
    Variable y = x.mul(x).add(x).add(x.mul(4));
    y.sum().backward();
    assertGradient(x, 2 * 3 + 5, 2 * -2 + 5);
  }

  @Test
  void passesAccumulateUntilZeroed() {
    Variable x = parameter(1, 2);
    x.mul(3).sum().backward();
    x.mul(4).sum().backward();
    assertGradient(x, 7, 7);
    x.zeroGrad();
    assertNull(x.grad());
    x.sum().backward();
    assertGradient(x, 1, 1);
  }

  @Test
  void diamondsAreWalkedOnce() {
    Variable x = parameter(1.5);
    Variable y = x;
    for (int i = 0; i < 60; i++) {
      y = y.add(y);
    }
    y.sum().backward();
    assertGradient(x, Math.pow(2, 60));
  }

  @Test
  void leavesDoNotShareTheirGradients() {
    Variable a = parameter(1, 2);
    Variable b = parameter(3, 4);
    Variable given = Variable.of(Tensor.of(5.0, 6.0));
    a.add(b).backward(given, false, false);
    assertNotSame(a.grad().value().storage(), b.grad().value().storage());
    a.grad().value().mulInPlace(10);
    assertGradient(b, 5, 6);
    assertArrayEquals(new double[] {5, 6}, given.value().toDoubleArray());
  }

  @Test
  void gradientsOfSumsAreNotViews() {
    Variable x = parameter(1, 2, 3);
    x.sum().backward();
    assertTrue(x.grad().value().isContiguous());
    x.grad().value().set(7, 1);
    assertGradient(x, 1, 7, 1);
  }

  @Test
  void aLeafIsItsOwnOutput() {
    Variable x = parameter(2);
    x.reshape().backward();
    assertGradient(x, 1);
    Variable scalar = Variable.parameter(Tensor.scalar(DType.F64, 2));
    scalar.backward();
    assertEquals(1, scalar.grad().item());
    assertEquals(1, Autograd.grad(scalar, scalar, false).item());
  }

  // ---- grad -----------------------------------------------------------------------------------

  @Test
  void gradLeavesLeavesAlone() {
    Variable x = parameter(2, 3);
    Variable w = parameter(5, 7);
    Variable h = x.mul(w);
    Variable y = h.square().sum();
    List<Variable> gradients = Autograd.grad(List.of(y), List.of(h, x), null, false, false);
    assertArrayEquals(new double[] {20, 42}, gradients.get(0).value().toDoubleArray());
    assertArrayEquals(new double[] {100, 294}, gradients.get(1).value().toDoubleArray());
    assertNull(x.grad());
    assertNull(w.grad());
    assertFalse(gradients.get(0).requiresGrad());
  }

  @Test
  void gradRunsOnlyWhatLiesBetween() {
    Variable x = parameter(2);
    Variable h = new NeverBackward().apply(x);
    Variable y = h.square().sum();
    assertEquals(4, Autograd.grad(y, h, false).value().item());
  }

  private static final class NeverBackward extends Function {
    @Override
    protected Tensor forward(Tensor... x) {
      return x[0].copy();
    }

    @Override
    protected Variable[] backward(Variable gy) {
      throw new AssertionError("nobody asked for this gradient");
    }
  }

  @Test
  void gradTakesSeveralOutputs() {
    Variable x = parameter(2, 3);
    Variable u = Variable.of(Tensor.of(10.0, 20.0));
    List<Variable> gradients =
        Autograd.grad(List.of(x.square(), x.mul(5)), List.of(x), List.of(u, u), false, false);
    assertArrayEquals(new double[] {90, 220}, gradients.get(0).value().toDoubleArray());
  }

  @Test
  void unusedInputsAreAnErrorOrNull() {
    Variable x = parameter(2);
    Variable other = parameter(3);
    Variable y = x.square().sum();
    assertMessage(
        "an input of shape [1] has no influence",
        () -> Autograd.grad(List.of(y), List.of(x, other), null, true, false));
    List<Variable> gradients = Autograd.grad(List.of(y), List.of(x, other), null, true, true);
    assertNotNull(gradients.get(0));
    assertNull(gradients.get(1));
  }

  @Test
  void higherDerivativesComeFromRepeatedGrad() {
    Variable x = parameter(0.7);
    Variable derivative = x.sin().sum();
    DoubleUnaryOperator[] expected = {
      Math::cos, v -> -Math.sin(v), v -> -Math.cos(v), Math::sin, Math::cos
    };
    for (DoubleUnaryOperator f : expected) {
      derivative = Autograd.grad(derivative, x, true).sum();
      assertEquals(f.applyAsDouble(0.7), derivative.item(), 1e-15);
    }
  }

  // ---- recording ------------------------------------------------------------------------------

  @Test
  void detachedValuesAreConstants() {
    Variable x = parameter(3);
    x.mul(x.detach()).sum().backward();
    assertGradient(x, 3);
    assertFalse(x.mul(2).detach().requiresGrad());
  }

  @Test
  void noGradEndsWithItsBody() {
    Variable x = parameter(3);
    assertFalse(Autograd.noGrad(() -> x.mul(2)).requiresGrad());
    assertThrows(
        IllegalStateException.class,
        () ->
            Autograd.noGrad(
                () -> {
                  assertFalse(Autograd.isRecording());
                  throw new IllegalStateException();
                }));
    assertTrue(Autograd.isRecording());
    assertTrue(x.mul(2).requiresGrad());
  }

  @Test
  void noGradHoldsForItsThreadOnly() throws InterruptedException {
    AtomicReference<Boolean> elsewhere = new AtomicReference<>();
    Thread thread = new Thread(() -> elsewhere.set(Autograd.isRecording()));
    Autograd.noGrad(thread::start);
    thread.join();
    assertTrue(elsewhere.get());
  }

  @Test
  void aReversePassRecordsNothingUnlessAsked() {
    Variable x = parameter(3);
    Variable plain = x.square().sum();
    plain.backward();
    assertFalse(x.grad().requiresGrad());
    x.zeroGrad();
    x.square().sum().backward(null, false, true);
    assertTrue(x.grad().requiresGrad());
    Variable again = x.grad().sum();
    x.zeroGrad();
    again.backward();
    assertGradient(x, 2);
  }

  @Test
  void constantInputsAreNotFollowed() {
    Variable x = parameter(3);
    Variable c = Variable.of(Tensor.of(2.0));
    x.mul(c).sum().backward();
    assertGradient(x, 2);
    assertNull(c.grad());
  }

  // ---- what is saved --------------------------------------------------------------------------

  @Test
  void aSecondPassNeedsARetainedGraph() {
    Variable x = parameter(3);
    Variable y = x.square().sum();
    y.backward(null, true, false);
    y.backward();
    assertGradient(x, 12);
    assertMessage("pass retainGraph = true", y::backward);
    assertGradient(x, 12);
  }

  @Test
  void aFailedPassAddsNothing() {
    Variable a = parameter(1);
    Variable b = parameter(2);
    Variable broken = b.square();
    Variable y = a.mul(3).add(broken).sum();
    b.value().set(9, 0);
    assertThrows(AutogradException.class, y::backward);
    assertNull(a.grad());
    assertNull(b.grad());
  }

  @Test
  void changedInputsAreNoticed() {
    Variable x = parameter(1, 2);
    Variable y = x.square().sum();
    x.value().mulInPlace(2);
    assertMessage("Square: input 0 with shape [2] was saved", y::backward);
    Variable z = x.square().sum();
    x.value().fill(0);
    x.value().set(1, 0);
    assertMessage("changed in place since (2 times)", z::backward);
  }

  @Test
  void changedOutputsAreNoticed() {
    Variable x = parameter(1, 2);
    Variable y = x.exp();
    y.value().set(0, 1);
    assertMessage("Exp: output 0 with shape [2] was saved", () -> y.sum().backward());
  }

  @Test
  void changesThroughViewsAreNoticed() {
    Variable x = Variable.parameter(Tensor.of(new double[] {1, 2, 3, 4}, 2, 2));
    Variable y = x.square().sum();
    x.value().select(0, 1).fill(5);
    assertMessage("changed in place since (once)", y::backward);
  }

  @Test
  void replacedValuesAreNoticed() {
    Variable x = parameter(1, 2);
    Variable y = x.square().sum();
    x.setValue(Tensor.of(3.0, 4.0));
    assertMessage("another value by setValue", y::backward);
  }

  @Test
  void whatIsNotSavedMayChange() {
    Variable x = parameter(1, 2);
    Variable y = x.mul(3).sum();
    x.value().fill(0);
    y.backward();
    assertGradient(x, 3, 3);
  }

  // ---- errors ---------------------------------------------------------------------------------

  @Test
  void mistakesAreNamed() {
    Variable x = parameter(1, 2);
    Variable constant = Variable.of(Tensor.of(1.0));
    assertMessage("backward: the output has shape [2]", () -> x.mul(2).backward());
    assertMessage("requires no gradient", () -> constant.mul(2).backward());
    assertMessage("requires no gradient", () -> Autograd.grad(x.sum(), constant, false));
    assertMessage(
        "the incoming gradient is F64[1], the output F64[2]",
        () -> x.mul(2).backward(constant, false, false));
    assertMessage(
        "the incoming gradient is F32[2], the output F64[2]",
        () -> x.mul(2).backward(Variable.of(Tensor.ones(2)), false, false));
    assertMessage(
        "1 outputs, but 2 gradients",
        () ->
            Autograd.grad(
                List.of(x.mul(2)), List.of(x), List.of(constant, constant), false, false));
  }

  @Test
  void onlyRealNumbersHaveGradients() {
    assertMessage("type I64 cannot have a gradient", () -> Variable.parameter(Tensor.of(1L, 2L)));
    assertMessage("type BOOL cannot", () -> Variable.parameter(Tensor.of(true)));
    assertMessage("type F16 cannot", () -> Variable.parameter(Tensor.ones(2).to(DType.F16)));
    Variable integers = Variable.of(Tensor.of(1L, 2L));
    assertMessage(
        "an input of type I64 and shape [2] requires no gradient",
        () -> Autograd.grad(parameter(1).sum(), integers, false));
  }

  @Test
  void floatingTypesAreNotMixed() {
    Variable single = Variable.parameter(Tensor.ones(2));
    DTypeException e = assertThrows(DTypeException.class, () -> single.add(parameter(1, 2)));
    assertTrue(e.getMessage().contains("Add: the operands are F32 and F64"), e.getMessage());
    Variable y = single.mul(Variable.of(Tensor.of(3L, 4L)));
    y.sum().backward();
    assertEquals(DType.F32, single.grad().dtype());
    assertGradient(single, 3, 4);
  }

  @Test
  void wrongShapesOfGradientsAreNamed() {
    Variable x = parameter(1, 2);
    Variable y = new WrongBackwards.Given(v -> v.sum(), gy -> gy).apply(x);
    assertMessage(
        "Given: backward returned a gradient of F64[] for input 0 of F64[2]", y::backward);
  }

  @Test
  void unsavedTensorsAreNamed() {
    Function forgetful =
        new Function() {
          @Override
          protected Tensor forward(Tensor... x) {
            return x[0].square();
          }

          @Override
          protected Variable[] backward(Variable gy) {
            return new Variable[] {gy.mul(input(0)).mul(2)};
          }

          @Override
          public String name() {
            return "Forgetful";
          }
        };
    Variable y = forgetful.apply(parameter(1)).sum();
    assertMessage("Forgetful: backward asks for input 0, not saved in forward", y::backward);
    assertThrows(IllegalStateException.class, () -> forgetful.apply(parameter(1)));
  }

  @Test
  void leavesAndResultsAreToldApart() {
    Variable y = parameter(1).mul(2);
    assertMessage("the result of Mul is no leaf", () -> y.requiresGrad(false));
    assertMessage("only a leaf's value", () -> y.setValue(Tensor.of(1.0)));
    assertMessage("setValue: the new value is", () -> parameter(1).setValue(Tensor.of(1.0, 2.0)));
  }
}
