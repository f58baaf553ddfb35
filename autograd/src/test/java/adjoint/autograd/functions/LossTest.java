package adjoint.autograd.functions;

import static adjoint.autograd.Reduction.MEAN;
import static adjoint.autograd.Reduction.NONE;
import static adjoint.autograd.Reduction.SUM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Large arguments, kinks and refusals; values and gradients are specifications. */
class LossTest {
  private static Variable of(double... values) {
    return Variable.parameter(Tensor.of(values));
  }

  private static double[] gradient(Variable loss, Variable by) {
    return Autograd.grad(loss.sum(), by, false).value().toDoubleArray();
  }

  @Test
  void largeLogitsDoNotOverflow() {
    Variable x = of(-1000, -1000, 1000, 1000, -40);
    Variable t = of(0, 1, 0, 1, 0);
    Variable y = x.binaryCrossEntropyWithLogits(t, null, NONE);
    double tail = Math.exp(-40);
    assertArrayEquals(new double[] {0, 1000, 1000, 0, tail}, y.value().toDoubleArray(), 1e-25);
    assertArrayEquals(new double[] {0, -1, 1, 0, tail}, gradient(y, x), 1e-25);
    Variable weighted = x.binaryCrossEntropyWithLogits(t, of(3), SUM);
    assertEquals(4000, weighted.item(), 1e-12);
    assertArrayEquals(new double[] {0, -3, 1, 0, tail}, gradient(weighted, x), 1e-25);
  }

  @Test
  void classesWithoutChanceAreLegal() {
    double never = Double.NEGATIVE_INFINITY;
    Variable x = of(0, never, 0);
    Variable y = x.crossEntropy(Tensor.scalar(DType.I64, 2), 0, MEAN);
    assertEquals(Math.log(2), y.item(), 1e-15);
    assertArrayEquals(new double[] {0.5, 0, -0.5}, gradient(y, x), 1e-15);
    Variable far = of(1000, -1000);
    Variable loss = far.crossEntropy(Tensor.scalar(DType.I32, 1), 0, NONE);
    assertEquals(2000, loss.item());
    assertArrayEquals(new double[] {1, -1}, gradient(loss, far));
  }

  @Test
  void singlePrecisionStays() {
    Variable x = Variable.parameter(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
    Tensor classes = Tensor.of(0L, 1L);
    assertEquals(DType.F32, x.crossEntropy(classes, 0.1, MEAN).dtype());
    assertEquals(DType.F32, x.smoothL1Loss(x.detach(), 0.5, MEAN).dtype());
    assertEquals(DType.F32, x.binaryCrossEntropyWithLogits(x.detach(), null, MEAN).dtype());
  }

  @Test
  void theKinksOfSmoothL1() {
    Variable x = of(-2, -0.5, 0, 0.5, 2);
    Variable zero = Variable.of(Tensor.zeros(DType.F64, 5));
    double[] slopes = {-1, -1, 0, 1, 1};
    assertArrayEquals(slopes, gradient(x.smoothL1Loss(zero, 0.5, NONE), x));
    assertArrayEquals(slopes, gradient(x.smoothL1Loss(zero, 0, NONE), x));
    assertArrayEquals(
        new double[] {1.75, 0.25, 0, 0.25, 1.75},
        x.smoothL1Loss(zero, 0.5, NONE).value().toDoubleArray());
  }

  private static void assertMessage(
      Class<? extends Exception> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  @Test
  void operandsAreChecked() {
    Variable x = Variable.of(Tensor.zeros(DType.F64, 2, 3));
    Variable row = Variable.of(Tensor.zeros(DType.F64, 3));
    String rest = ": the target must have the input's shape [2, 3], but has [3]";
    assertMessage(ShapeException.class, "mseLoss" + rest, () -> x.mseLoss(row, MEAN));
    assertMessage(ShapeException.class, "smoothL1Loss" + rest, () -> x.smoothL1Loss(row, 1, MEAN));
    assertMessage(
        ShapeException.class,
        "binaryCrossEntropyWithLogits" + rest,
        () -> x.binaryCrossEntropyWithLogits(row, null, MEAN));
    assertThrows(ShapeException.class, () -> x.binaryCrossEntropyWithLogits(x, x.t(), MEAN));
    assertThrows(
        ShapeException.class,
        () ->
            x.binaryCrossEntropyWithLogits(x, Variable.of(Tensor.zeros(DType.F64, 4, 2, 3)), MEAN));
    assertThrows(DTypeException.class, () -> x.mseLoss(Variable.of(Tensor.zeros(2, 3)), MEAN));
    assertMessage(
        IllegalArgumentException.class,
        "smoothL1: beta must be at least 0, got -1.0",
        () -> x.smoothL1Loss(x, -1, MEAN));
    assertMessage(
        IllegalArgumentException.class,
        "crossEntropy: labelSmoothing must be from 0 to 1, got 1.5",
        () -> x.crossEntropy(x, 1.5, MEAN));
  }

  @Test
  void classesAreChecked() {
    Variable x = Variable.of(Tensor.zeros(DType.F64, 2, 3));
    assertMessage(
        ShapeException.class,
        "crossEntropy: class 3 is out of range; the input of shape [2, 3] has classes 0 to 2",
        () -> x.crossEntropy(Tensor.of(0L, 3L), 0, MEAN));
    assertThrows(ShapeException.class, () -> x.crossEntropy(Tensor.of(0L, -1L), 0, MEAN));
    assertMessage(
        ShapeException.class,
        "crossEntropy: the classes must have shape [2], that of the input [2, 3] without dimension"
            + " 1, but have [3]",
        () -> x.crossEntropy(Tensor.of(0L, 1L, 2L), 0, MEAN));
    assertMessage(
        DTypeException.class,
        "crossEntropy: the classes must be I64 or I32, but have type F64",
        () -> x.crossEntropy(Tensor.of(0.0, 1.0), 0, MEAN));
    assertThrows(
        ShapeException.class,
        () -> Variable.scalar(DType.F64, 1).crossEntropy(Tensor.of(0L), 0, MEAN));
  }
}
