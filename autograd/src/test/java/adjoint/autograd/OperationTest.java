package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.spec.OpSpec;
import adjoint.autograd.spec.Plain;
import adjoint.autograd.spec.Result;
import adjoint.autograd.spec.Scattered;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has to hold for every operation, checked from its specification. */
class OperationTest {
  private static final double F32_TOLERANCE = 2e-5;

  static Stream<OpSpec> specifications() {
    return OpSpec.selected();
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void valuesEqualTheReference(OpSpec spec) {
    Tensor[] inputs = spec.inputs();
    Plain expected = spec.reference().apply(plain(inputs));
    Tensor actual = spec.expression().apply(Result.constants(inputs)).value();
    assertArrayEquals(expected.shape(), actual.shape());
    assertClose(expected.values(), actual.toDoubleArray(), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void gradientsAreRight(OpSpec spec) {
    GradCheck.Report report = GradCheck.standard().inspect(spec.expression(), spec.inputs());
    assertTrue(report.passed(), report.failure());
    assertTrue(report.worstError() < 1e-6, () -> "worst error " + report.worstError());
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void gradientsOfGradientsAreRight(OpSpec spec) {
    GradCheck.standard().checkSecondOrder(spec.expression(), spec.inputs());
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void layoutsDoNotMatter(OpSpec spec) {
    Tensor[] inputs = spec.inputs();
    Result expected = Result.of(spec.expression(), inputs);
    Random random = new Random(7);
    for (int i = 0; i < 5; i++) {
      Tensor[] scattered =
          Arrays.stream(inputs).map(x -> Scattered.of(x, random)).toArray(Tensor[]::new);
      expected.assertSameBits(Result.of(spec.expression(), scattered));
    }
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void gradientsOfRepeatedInputsAreRight(OpSpec spec) {
    Tensor[] inputs = spec.inputs();
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i].rank() > 0) {
        Tensor[] repeated = inputs.clone();
        repeated[i] = inputs[i].slice(0, 0, 1).expand(inputs[i].shape());
        Tensor[] copied = inputs.clone();
        copied[i] = repeated[i].copy();
        Result.of(spec.expression(), copied).assertSameBits(Result.of(spec.expression(), repeated));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void singlePrecisionAgreesWithDouble(OpSpec spec) {
    Tensor[] single = Arrays.stream(spec.inputs()).map(x -> x.to(DType.F32)).toArray(Tensor[]::new);
    Tensor[] rounded = Arrays.stream(single).map(x -> x.to(DType.F64)).toArray(Tensor[]::new);
    Result expected = Result.of(spec.expression(), rounded);
    Result actual = Result.of(spec.expression(), single);
    assertEquals(DType.F32, actual.value().dtype());
    assertClose(expected.value().toDoubleArray(), actual.value().toDoubleArray(), F32_TOLERANCE);
    for (int i = 0; i < single.length; i++) {
      assertEquals(DType.F32, actual.gradients()[i].dtype());
      assertClose(
          expected.gradients()[i].toDoubleArray(),
          actual.gradients()[i].toDoubleArray(),
          5 * F32_TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void inputsStayAsTheyAre(OpSpec spec) {
    Tensor[] inputs = spec.inputs();
    Tensor[] before = Arrays.stream(inputs).map(Tensor::copy).toArray(Tensor[]::new);
    int[] versions = Arrays.stream(inputs).mapToInt(x -> x.storage().version()).toArray();
    Result.of(spec.expression(), inputs);
    for (int i = 0; i < inputs.length; i++) {
      assertTrue(before[i].sameBits(inputs[i]));
      assertEquals(versions[i], inputs[i].storage().version());
    }
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void nothingIsRecordedWithoutNeed(OpSpec spec) {
    Variable[] parameters = Result.parameters(spec.inputs());
    assertFalse(Autograd.noGrad(() -> spec.expression().apply(parameters)).requiresGrad());
    assertFalse(spec.expression().apply(Result.constants(spec.inputs())).requiresGrad());
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void eachInputAloneGetsItsGradient(OpSpec spec) {
    Tensor[] inputs = spec.inputs();
    Result all = Result.of(spec.expression(), inputs);
    for (int i = 0; i < inputs.length; i++) {
      Variable[] alone = Result.constants(inputs);
      alone[i] = Variable.parameter(inputs[i]);
      Variable y = spec.expression().apply(alone);
      Variable gradient =
          Autograd.grad(List.of(y), List.of(alone[i]), List.of(Result.ramp(y)), false, false)
              .get(0);
      assertTrue(all.gradients()[i].sameBits(gradient.value()));
    }
  }

  private static Plain[] plain(Tensor... inputs) {
    return Arrays.stream(inputs).map(Plain::of).toArray(Plain[]::new);
  }

  private static void assertClose(double[] expected, double[] actual, double tolerance) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          expected[i], actual[i], tolerance * Math.max(1, Math.abs(expected[i])), "element " + i);
    }
  }
}
