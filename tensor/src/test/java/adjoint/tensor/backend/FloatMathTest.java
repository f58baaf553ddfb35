package adjoint.tensor.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The stated errors, on 260,000 numbers spread evenly over all bit patterns. */
class FloatMathTest {
  private static final int STEP = 16381;

  private interface FloatFunction {
    float apply(float x);
  }

  private static void assertWithin(
      double ulps, double absolute, FloatFunction function, DoubleUnaryOperator exact) {
    for (long bits = 0; bits < 1L << 32; bits += STEP) {
      assertWithin(ulps, absolute, function, exact, Float.intBitsToFloat((int) bits));
    }
    // The range in which most arguments lie.
    for (float x = -20; x < 20; x += 0.0037f) {
      assertWithin(ulps, absolute, function, exact, x);
    }
    float[] special = {
      0f,
      -0f,
      1,
      -1,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN
    };
    for (float x : special) {
      assertWithin(ulps, absolute, function, exact, x);
    }
  }

  private static void assertWithin(
      double ulps, double absolute, FloatFunction function, DoubleUnaryOperator exact, float x) {
    float actual = function.apply(x);
    double expected = exact.applyAsDouble(x);
    float rounded = (float) expected;
    if (Double.isNaN(expected) || Float.isInfinite(rounded) || rounded == 0 && actual == 0) {
      assertEquals(rounded, actual, "at " + x);
    } else {
      // A subnormal result may be rounded twice.
      double tolerance =
          (ulps + (Math.abs(rounded) < Float.MIN_NORMAL ? 1 : 0)) * Math.ulp(rounded);
      assertTrue(
          Math.abs(actual - expected) <= tolerance + absolute,
          () -> "at " + x + ": " + actual + ", expected " + expected);
    }
  }

  @Test
  void exponential() {
    assertWithin(1.1, 0, FloatMath::exp, Math::exp);
    assertEquals(1f, FloatMath.exp(0f));
  }

  @Test
  void exponentialMinusOne() {
    assertWithin(2, 0, FloatMath::expm1, Math::expm1);
  }

  @Test
  void hyperbolicTangent() {
    assertWithin(3, 0, FloatMath::tanh, Math::tanh);
  }

  @Test
  void logarithm() {
    assertWithin(1, 0, FloatMath::log, Math::log);
    assertEquals(0f, FloatMath.log(1f));
  }

  @Test
  void logarithmOfOnePlus() {
    assertWithin(2, 0, FloatMath::log1p, Math::log1p);
  }

  private static double sigmoidOf(double x) {
    return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
  }

  private static double softplusOf(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  @Test
  void sigmoid() {
    assertWithin(3, 0, FloatMath::sigmoid, FloatMathTest::sigmoidOf);
  }

  @Test
  void softplus() {
    assertWithin(3, 0, FloatMath::softplus, FloatMathTest::softplusOf);
  }

  /** {@code x * gate}, which tends to -0 at minus infinity. */
  private static double gated(double x, double gate) {
    return x == Double.NEGATIVE_INFINITY ? -0.0 : x * gate;
  }

  @Test
  void silu() {
    assertWithin(3, 1e-43, FloatMath::silu, x -> gated(x, sigmoidOf(x)));
  }

  @Test
  void mish() {
    assertWithin(5, 1e-43, FloatMath::mish, x -> gated(x, Math.tanh(softplusOf(x))));
  }

  @Test
  void hardswish() {
    DoubleUnaryOperator exact = x -> gated(x, Math.min(Math.max(x + 3, 0), 6) / 6);
    assertWithin(3, 0, FloatMath::hardswish, exact);
  }

  @Test
  void zerosKeepTheirSign() {
    for (float zero : new float[] {0f, -0f}) {
      assertEquals(zero, FloatMath.expm1(zero));
      assertEquals(zero, FloatMath.tanh(zero));
      assertEquals(zero, FloatMath.log1p(zero));
      assertEquals(zero, FloatMath.silu(zero));
      assertEquals(zero, FloatMath.mish(zero));
    }
  }
}
