package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.WrongBackwards.DetachedSquare;
import adjoint.autograd.WrongBackwards.FirstSquare;
import adjoint.autograd.WrongBackwards.Given;
import adjoint.autograd.WrongBackwards.HalfProduct;
import adjoint.autograd.WrongBackwards.ScaledSquare;
import adjoint.autograd.WrongBackwards.StaleSquare;
import adjoint.autograd.WrongBackwards.WrongSaveExp;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradCheckTest {
  private static final GradCheck CHECK = GradCheck.standard();

  private static Tensor random(int... shape) {
    return Tensor.rand(new Generator(3), DType.F64, shape).add(0.5);
  }

  private static String failure(Expression f, Tensor... inputs) {
    String message = assertThrows(AssertionError.class, () -> CHECK.check(f, inputs)).getMessage();
    GradCheck.Report fast = CHECK.fast().inspect(f, inputs);
    assertFalse(fast.passed(), "the fast mode has to find it, too");
    return message;
  }

  private static void assertContains(String message, String part) {
    assertTrue(message.contains(part), message);
  }

  // ---- what is right passes -------------------------------------------------------------------

  @Test
  void rightGradientsPass() {
    Expression f = x -> x[0].matmul(x[1]).tanh().sum();
    Tensor[] inputs = {random(2, 3), random(3, 4)};
    CHECK.check(f, inputs);
    CHECK.fast().check(f, inputs);
    CHECK.checkSecondOrder(f, inputs);
    CHECK.fast().checkSecondOrder(f, inputs);
    assertTrue(CHECK.inspect(f, inputs).worstError() < 1e-7);
  }

  @Test
  void layoutsAreTakenAsTheyAre() {
    Tensor repeated = random(1, 3).expand(4, 3);
    Tensor transposed = random(4, 3).t();
    CHECK.check(x -> x[0].matmul(x[1]).square(), repeated, transposed);
    CHECK.checkSecondOrder(x -> x[0].mul(x[1].t()).exp(), repeated, transposed);
    CHECK.check(x -> x[0].sin(), random(5, 5).diagonal().flip(0));
  }

  @Test
  void emptyAndScalarInputsPass() {
    CHECK.check(x -> x[0].exp(), Tensor.zeros(DType.F64, 0, 3));
    CHECK.check(x -> x[0].exp(), Tensor.scalar(DType.F64, 0.3));
    CHECK.checkSecondOrder(x -> x[0].exp(), Tensor.scalar(DType.F64, 0.3));
  }

  @Test
  void unusedInputsAndConstantOutputsPass() {
    CHECK.check(x -> x[0].sin(), random(3), random(2));
    CHECK.check(x -> Variable.of(Tensor.ones(DType.F64, 2)), random(2));
    CHECK.checkSecondOrder(x -> Variable.of(Tensor.ones(DType.F64, 2)), random(2));
  }

  @Test
  void severalOutputsAreChecked() {
    GradCheck.Computation right = x -> new Variable[] {x[0].sin(), x[0].mul(x[1])};
    assertTrue(CHECK.inspectAll(right, random(3), random(3)).passed());
    assertTrue(CHECK.inspectAllSecondOrder(right, random(3), random(3)).passed());
    GradCheck.Computation wrong = x -> new Variable[] {x[0].sin(), new ScaledSquare(3).apply(x[0])};
    assertContains(CHECK.inspectAll(wrong, random(3)).failure(), "of output 1");
  }

  @Test
  void largeInputsTakeFewEvaluationsInFastMode() {
    AtomicInteger evaluations = new AtomicInteger();
    CHECK
        .fast()
        .check(
            x -> {
              evaluations.incrementAndGet();
              return x[0].sin();
            },
            random(300, 300));
    assertTrue(evaluations.get() < 20, () -> evaluations + " evaluations");
  }

  // ---- what is wrong is found -----------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(doubles = {2.01, 1, 3, 20, 0.002})
  void scaledGradientsAreFound(double factor) {
    String message = failure(x -> new ScaledSquare(factor).apply(x[0]), random(2, 3));
    assertContains(message, "too " + (factor > 2 ? "large" : "small"));
    assertContains(message, String.format(java.util.Locale.ROOT, "by the factor %.6g", factor / 2));
  }

  @Test
  void theMessageNamesElementsAndValues() {
    Tensor x = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);
    String message = failure(v -> new ScaledSquare(3).apply(v[0]), x);
    assertContains(
        message, "element [0, 0] of output 0 by element [0, 0] of input 0: analytic 3.0");
    assertContains(message, "numeric 2.0");
    assertContains(message, "4 of 16 entries differ");
  }

  @Test
  void wrongSignsAreFound() {
    assertContains(
        failure(x -> new ScaledSquare(-2).apply(x[0]), random(2, 3)), "the sign is wrong");
    assertContains(
        failure(x -> new Given(Tensor::neg, gy -> gy).apply(x[0]), random(3)), "the sign is wrong");
  }

  @Test
  void transposedGradientsAreFound() {
    Tensor weights = random(3, 3);
    Expression f =
        x ->
            new Given(
                    v -> v.mul(weights).sum(), gy -> gy.mul(Variable.of(weights.t().contiguous())))
                .apply(x[0]);
    assertContains(failure(f, random(3, 3)), "transposed: dimensions 0 and 1");
  }

  @Test
  void transposedGradientsOfAnotherShapeAreFound() {
    Tensor weights = random(2, 3);
    Expression f =
        x ->
            new Given(
                    v -> v.mul(weights).sum(), gy -> gy.mul(Variable.of(weights.t().reshape(2, 3))))
                .apply(x[0]);
    assertContains(failure(f, random(2, 3)), "transposed: dimensions 0 and 1");
  }

  @Test
  void missingSumsAreFound() {
    Expression f = x -> new Given(v -> v.expand(4, 3).copy(), gy -> gy.select(0, 0)).apply(x[0]);
    assertContains(failure(f, random(3)), "a sum is missing");
  }

  @Test
  void meansForSumsAreFound() {
    Expression f = x -> new Given(v -> v.expand(4, 3).copy(), gy -> gy.mean(0)).apply(x[0]);
    String message = failure(f, random(3));
    assertContains(message, "too small by the factor 0.25");
    assertContains(message, "dimension 0 of the output inverted (a mean for a sum?)");
  }

  @Test
  void wrongAxesAreFound() {
    Expression f = x -> new Given(v -> v.sum(0), gy -> gy.reshape(3, 1).expand(3, 3)).apply(x[0]);
    assertContains(failure(f, random(3, 3)), "transposed");
    Expression cumulated =
        x -> new Given(v -> v.cumsum(0), gy -> gy.flip(1).cumsum(1).flip(1)).apply(x[0]);
    assertContains(failure(cumulated, random(3, 4)), "entries differ");
  }

  @Test
  void wrongOrdersAreFound() {
    Expression f = x -> new Given(v -> v.flip(0).copy(), gy -> gy).apply(x[0]);
    assertContains(failure(f, random(4)), "the right numbers at the wrong elements");
  }

  @Test
  void forgottenInputsAreFound() {
    String message = failure(x -> new HalfProduct().apply(x), random(3), random(3));
    assertContains(message, "of input 1");
    assertContains(message, "no gradient reaches this input");
  }

  @Test
  void staleSavesAreFound() {
    assertContains(failure(x -> new StaleSquare().apply(x[0]), random(3)), "stale save");
    Tensor[] first = new Tensor[1];
    failure(x -> new FirstSquare(first).apply(x[0]), random(3));
    failure(x -> new WrongSaveExp().apply(x[0]), random(3));
  }

  @Test
  void gradientsThatDoNotDependOnTheIncomingOneAreFound() {
    Expression f = x -> new Given(Tensor::neg, gy -> gy.neg().add(1e-9)).apply(x[0]);
    assertContains(failure(f, random(3)), "zero incoming gradient");
  }

  @Test
  void outputsThatChangeFromRunToRunAreFound() {
    Generator generator = new Generator(1);
    Expression f = x -> x[0].mul(Variable.of(Tensor.rand(generator, DType.F64, 3)));
    assertContains(failure(f, random(3)), "differs between two runs");
  }

  @Test
  void secondDerivativesCutOffAreFound() {
    Expression f = x -> new DetachedSquare().apply(x[0]);
    CHECK.check(f, random(3));
    String message =
        assertThrows(AssertionError.class, () -> CHECK.checkSecondOrder(f, random(3))).getMessage();
    assertContains(message, "of the gradient of input 0 by element [0] of input 0");
    assertContains(message, "no gradient reaches this input");
    assertFalse(CHECK.fast().inspectSecondOrder(f, random(3)).passed());
  }

  @Test
  void oneWrongEntryIsFound() {
    Tensor mask = Tensor.ones(DType.F64, 3, 4);
    mask.set(1.01, 2, 1);
    Expression f = x -> new Given(Tensor::copy, gy -> gy.mul(Variable.of(mask))).apply(x[0]);
    String message =
        assertThrows(AssertionError.class, () -> CHECK.check(f, random(3, 4))).getMessage();
    assertContains(message, "element [2, 1] of output 0 by element [2, 1] of input 0");
    assertContains(message, "1 of 144 entries differ");
  }

  @Test
  void pointsOutsideTheDomainAreNamed() {
    String message =
        assertThrows(AssertionError.class, () -> CHECK.check(x -> x[0].sqrt(), Tensor.of(0.0, 1.0)))
            .getMessage();
    assertContains(message, "edge of the function's domain");
  }

  // ---- what is refused ------------------------------------------------------------------------

  @Test
  void singlePrecisionIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> CHECK.check(x -> x[0].add(x[1]), random(2), Tensor.ones(2)));
    assertContains(e.getMessage(), "input 1 of shape [2] is F32");
    assertThrows(IllegalArgumentException.class, () -> CHECK.check(x -> x[0], Tensor.of(1L, 2L)));
    assertThrows(
        IllegalArgumentException.class,
        () -> CHECK.check(x -> Variable.of(Tensor.ones(2)), random(2)));
  }

  @Test
  void settingsAreKept() {
    Expression slightlyWrong = x -> new ScaledSquare(2.001).apply(x[0]);
    assertTrue(CHECK.tolerance(1e-5, 1e-2).inspect(slightlyWrong, random(3)).passed());
    assertFalse(CHECK.tolerance(1e-6, 1e-4).inspect(slightlyWrong, random(3)).passed());
    double coarse = CHECK.epsilon(1e-2).inspect(x -> x[0].exp(), random(3)).worstError();
    double fine = CHECK.epsilon(1e-5).inspect(x -> x[0].exp(), random(3)).worstError();
    assertTrue(fine < coarse / 100);
    assertEquals(
        CHECK.seed(5).fast().inspect(x -> x[0].exp(), random(3)).worstError(),
        CHECK.seed(5).fast().inspect(x -> x[0].exp(), random(3)).worstError());
  }
}
