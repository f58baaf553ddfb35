package adjoint.yolo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loss in its variants, with figures of the reference; and its own second derivative. */
class DetectionLossTest {
  static final Tensor TARGETS =
      Tensor.of(
          new float[][] {
            {0, 0, .50f, .50f, .20f, .30f},
            {0, 1, .26f, .74f, .60f, .40f},
            {1, 1, .03f, .97f, .10f, .10f},
            {1, 0, .70f, .20f, .90f, .90f}
          });
  private static final LossOptions BASE = new LossOptions(.05, 1, .5, 1, 1, 4, 0, 0, false);

  /** Raw numbers: the k-th over all levels is 2 sin(0.37 k). */
  private static List<Variable> levels(DType dtype) {
    List<Variable> levels = new ArrayList<>();
    int k = 0;
    for (int side : new int[] {8, 4, 2}) {
      double[] values = new double[2 * 3 * side * side * 7];
      for (int i = 0; i < values.length; i++) {
        values[i] = 2 * Math.sin(.37 * k++);
      }
      levels.add(Variable.parameter(Tensor.of(values, 2, 3, side, side, 7).to(dtype)));
    }
    return levels;
  }

  private static void check(LossOptions options, double total, double[] items, double[] gradients) {
    List<Variable> levels = levels(DType.F32);
    DetectionLoss.Loss loss = new DetectionLoss(Heads.of(2), options).compute(levels, TARGETS);
    assertEquals(total, loss.total().item(), 1e-5 * total);
    assertArrayEquals(
        items, new double[] {loss.box(), loss.objectness(), loss.classes()}, 1e-5 * total);
    loss.total().backward();
    for (int i = 0; i < 3; i++) {
      double sum = levels.get(i).grad().value().abs().to(DType.F64).sum().item();
      assertEquals(gradients[i], sum, 1e-5 * gradients[i], "gradient of level " + i);
    }
  }

  @Test
  void baseVariant() {
    check(
        BASE,
        12.894322,
        new double[] {.14384982, 4.9348459, 1.3684655},
        new double[] {4.4506667, 1.4724103, .9085923});
  }

  @Test
  void labelSmoothing() {
    check(
        BASE.withLabelSmoothing(.1),
        12.894130,
        new double[] {.14384982, 4.9348459, 1.3683690},
        new double[] {4.4006667, 1.4274103, .8585923});
  }

  @Test
  void focalLoss() {
    check(
        new LossOptions(.05, 1, .5, 1, 1, 4, 1.5, 0, false),
        5.7961502,
        new double[] {.14384982, 2.3047094, .44951594},
        new double[] {2.9468654, .8897332, .5582482});
  }

  @Test
  void positiveWeights() {
    check(
        new LossOptions(.05, 1, .5, .7, .5, 4, 0, 0, false),
        12.2161169,
        new double[] {.14384982, 4.9235816, 1.0406270},
        new double[] {4.3224931, 1.3449599, .8118421});
  }

  @Test
  void withoutTargetsOnlyTheObjectnessCounts() {
    DetectionLoss.Loss loss =
        new DetectionLoss(Heads.of(2), BASE).compute(levels(DType.F32), Tensor.zeros(0, 6));
    assertEquals(9.9219704, loss.total().item(), 1e-4);
    assertEquals(4.9609852, loss.objectness(), 5e-5);
    assertEquals(0, loss.box());
    assertEquals(0, loss.classes());
    loss.total().backward();
  }

  @Test
  void balanceFollowsTheLevelsLosses() {
    LossOptions options = new LossOptions(.05, 1, .5, 1, 1, 4, 0, 0, true);
    DetectionLoss loss = new DetectionLoss(Heads.of(2), options);
    loss.compute(levels(DType.F32), TARGETS);
    assertArrayEquals(new double[] {3.99966413, 1, .40006236}, loss.balance(), 1e-8);
  }

  @Test
  void gainsAreScaledToLevelsClassesAndImageSize() {
    LossOptions scaled = LossOptions.DEFAULT.scaled(4, 20, 320);
    assertEquals(.05 * .75, scaled.box(), 1e-15);
    assertEquals(.25 * .75, scaled.objectness(), 1e-15);
    assertEquals(.5 * .25 * .75, scaled.classes(), 1e-15);
  }

  /**
   * Central differences of the loss in double precision. The overlap is a target of the objectness
   * and weighs the shape term, both as constants, so a step changes only what follows the gradient:
   * the objectness and the classes of all cells.
   */
  @Test
  void gradientsOfObjectnessAndClassesAreThoseOfDifferences() {
    DetectionLoss loss = new DetectionLoss(Heads.of(2), BASE);
    List<Variable> levels = levels(DType.F64);
    loss.compute(levels, TARGETS).total().backward();
    Generator generator = new Generator(7);
    for (int trial = 0; trial < 60; trial++) {
      Variable level = levels.get(trial % 3);
      int cell = generator.nextInt(level.value().elementCount() / 7);
      int at = 7 * cell + 4 + generator.nextInt(3);
      Tensor flat = level.value().view(-1);
      double value = flat.get(at);
      double step = 1e-5;
      flat.set(value + step, at);
      double above = loss.compute(levels, TARGETS).total().item();
      flat.set(value - step, at);
      double below = loss.compute(levels, TARGETS).total().item();
      flat.set(value, at);
      double gradient = level.grad().value().flatten().get(at);
      assertEquals((above - below) / (2 * step), gradient, 1e-8, "number " + at);
    }
  }

  @Test
  void gradientsCanBeDifferentiatedAgain() {
    DetectionLoss loss = new DetectionLoss(Heads.of(2), BASE);
    Variable small = levels(DType.F64).get(2);
    List<Variable> levels = levels(DType.F64);
    levels.set(2, small);
    Variable gradient = Autograd.grad(loss.compute(levels, TARGETS).total(), small, true);
    Variable second = Autograd.grad(gradient.square().sum(), small, false);
    assertTrue(second.value().abs().sum().item() > 0);
    assertTrue(Double.isFinite(second.value().sum().item()));
  }

  @Test
  void refusesWhatDoesNotFit() {
    DetectionLoss loss = new DetectionLoss(Heads.of(2), BASE);
    List<Variable> levels = levels(DType.F32);
    assertThrows(ShapeException.class, () -> loss.compute(levels.subList(0, 2), TARGETS));
    assertThrows(ShapeException.class, () -> loss.compute(levels, Tensor.zeros(1, 5)));
    Tensor wrongClass = Tensor.of(new float[][] {{0, 2, .5f, .5f, .1f, .1f}});
    String message =
        assertThrows(IllegalArgumentException.class, () -> loss.compute(levels, wrongClass))
            .getMessage();
    assertEquals("loss: a target names class 2.0; legal are 0 to 1", message);
    Tensor wrongImage = Tensor.of(new float[][] {{2, 0, .5f, .5f, .1f, .1f}});
    assertThrows(IllegalArgumentException.class, () -> loss.compute(levels, wrongImage));
    assertThrows(
        IllegalArgumentException.class, () -> new LossOptions(-1, 1, 1, 1, 1, 4, 0, 0, false));
  }

  @Test
  void gradientOfAPermutedLevelComesInItsOwnOrder() {
    List<Variable> levels = levels(DType.F32);
    List<Variable> planes = new ArrayList<>();
    List<Variable> permuted = new ArrayList<>();
    for (Variable level : levels) {
      Variable plane = Variable.parameter(level.value().permute(0, 1, 4, 2, 3).copy());
      planes.add(plane);
      permuted.add(plane.permute(0, 1, 3, 4, 2));
    }
    DetectionLoss loss = new DetectionLoss(Heads.of(2), BASE);
    loss.compute(levels, TARGETS).total().backward();
    loss.compute(permuted, TARGETS).total().backward();
    for (int i = 0; i < 3; i++) {
      Tensor expected = levels.get(i).grad().value();
      Tensor actual = planes.get(i).grad().value().permute(0, 1, 3, 4, 2);
      assertTrue(Arrays.equals(expected.toFloatArray(), actual.toFloatArray()));
    }
  }
}
