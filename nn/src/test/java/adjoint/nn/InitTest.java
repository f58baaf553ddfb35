package adjoint.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitTest {
  private static Conv2d conv(long seed) {
    Conv2dOptions options = Conv2dOptions.DEFAULT.withGroups(2);
    return new Conv2d(16, 32, 5, 3, options, true, new Generator(seed));
  }

  @Test
  void convolutionIsUniformWithinTheRootOfItsFanIn() {
    Conv2d conv = conv(1);
    double bound = 1 / Math.sqrt(8 * 5 * 3);
    assertUniform(conv.weight().value(), bound);
    assertWithin(conv.bias().value(), bound);
    assertArrayEquals(new int[] {32, 8, 5, 3}, conv.weight().shape());
  }

  @Test
  void linearIsUniformWithinTheRootOfItsInputs() {
    Linear linear = new Linear(64, 40, new Generator(2));
    assertUniform(linear.weight().value(), 1 / 8.0);
    assertWithin(linear.bias().value(), 1 / 8.0);
    assertArrayEquals(new int[] {40, 64}, linear.weight().shape());
  }

  @Test
  void equalSeedsGiveEqualBits() {
    Conv2d first = conv(3);
    Conv2d same = conv(3);
    Conv2d other = conv(4);
    assertTrue(first.weight().value().sameBits(same.weight().value()));
    assertTrue(first.bias().value().sameBits(same.bias().value()));
    assertFalse(first.weight().value().sameBits(other.weight().value()));
  }

  @Test
  void withoutAGeneratorValuesAreZero() {
    Conv2d conv = new Conv2d(3, 4, 3, Conv2dOptions.DEFAULT, null);
    assertTrue(conv.weight().value().sameBits(Tensor.zeros(4, 3, 3, 3)));
    assertTrue(conv.bias().value().sameBits(Tensor.zeros(4)));
  }

  @Test
  void scaledDistributionsHaveTheirBoundsAndDeviations() {
    double gain = Init.leakyReluGain(0);
    assertEquals(Math.sqrt(2), gain, 1e-15);
    assertEquals(Math.sqrt(1 / 3.0), Init.leakyReluGain(Math.sqrt(5)), 1e-15);
    // 40 x 30 x 3 x 3: fan in 270, fan out 360
    assertUniform(
        Init.kaimingUniform(weight(), Init.Fan.IN, gain, new Generator(5)), Math.sqrt(6 / 270.0));
    assertUniform(
        Init.kaimingUniform(weight(), Init.Fan.OUT, gain, new Generator(6)), Math.sqrt(6 / 360.0));
    assertUniform(Init.xavierUniform(weight(), 1, new Generator(7)), Math.sqrt(6 / 630.0));
    assertDeviation(
        Init.kaimingNormal(weight(), Init.Fan.IN, gain, new Generator(8)), Math.sqrt(2 / 270.0));
    assertDeviation(Init.xavierNormal(weight(), 2, new Generator(9)), 2 * Math.sqrt(2 / 630.0));
    assertDeviation(Init.normal(weight(), 0, 0.02, new Generator(10)), 0.02);
  }

  @Test
  void writesInRowMajorOrderUnderAnyLayout() {
    Tensor plain = Init.uniform(Tensor.zeros(DType.F64, 4, 3), -1, 1, new Generator(11));
    Tensor transposed = Tensor.zeros(DType.F64, 3, 4).t();
    assertTrue(plain.sameBits(Init.uniform(transposed, -1, 1, new Generator(11)).copy()));
  }

  @Test
  void whatHasNoFanOrNoFractionsIsRefused() {
    assertThrows(
        ShapeException.class, () -> Init.xavierUniform(Tensor.zeros(4), 1, new Generator(12)));
    assertThrows(
        DTypeException.class,
        () -> Init.uniform(Tensor.zeros(DType.I64, 4), 0, 1, new Generator(13)));
  }

  private static Tensor weight() {
    return Tensor.zeros(DType.F64, 40, 30, 3, 3);
  }

  private static void assertWithin(Tensor tensor, double bound) {
    for (double value : tensor.toDoubleArray()) {
      assertTrue(Math.abs(value) <= (float) bound, () -> value + " is outside " + bound);
    }
  }

  /** Within the bound, close to it on both sides, with the deviation of a uniform distribution. */
  private static void assertUniform(Tensor tensor, double bound) {
    assertWithin(tensor.to(DType.F32), bound);
    double[] values = tensor.toDoubleArray();
    assertEquals(bound, Arrays.stream(values).max().getAsDouble(), 0.01 * bound);
    assertEquals(-bound, Arrays.stream(values).min().getAsDouble(), 0.01 * bound);
    assertDeviation(tensor, bound / Math.sqrt(3));
  }

  /** Mean 0 and the deviation, within five standard errors. */
  private static void assertDeviation(Tensor tensor, double deviation) {
    double[] values = tensor.toDoubleArray();
    double error = 5 / Math.sqrt(values.length);
    double mean = Arrays.stream(values).average().getAsDouble();
    double square = Arrays.stream(values).map(v -> v * v).average().getAsDouble();
    assertEquals(0, mean, deviation * error);
    assertEquals(deviation, Math.sqrt(square), deviation * error);
  }
}
