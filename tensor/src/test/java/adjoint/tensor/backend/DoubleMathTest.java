package adjoint.tensor.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoubleMathTest {
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal PI =
      new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459");

  /** The error function to 50 digits, by its power series in decimal arithmetic. */
  private static BigDecimal erf(double x) {
    BigDecimal square = new BigDecimal(x).pow(2);
    BigDecimal power = new BigDecimal(x);
    BigDecimal sum = power;
    // x - x^3/(1! 3) + x^5/(2! 5) - ...; the terms grow to e^(x^2) before they shrink.
    for (int n = 1; n < 200; n++) {
      power = power.multiply(square, DIGITS).divide(BigDecimal.valueOf(-n), DIGITS);
      sum = sum.add(power.divide(BigDecimal.valueOf(2 * n + 1), DIGITS), DIGITS);
    }
    BigDecimal scale = BigDecimal.valueOf(2).divide(PI.sqrt(DIGITS), DIGITS);
    return sum.multiply(scale, DIGITS);
  }

  private static void assertRelative(double expected, double actual, double tolerance, double x) {
    assertTrue(
        Math.abs(actual - expected) <= tolerance * Math.abs(expected),
        () -> "at " + x + ": " + actual + ", expected " + expected);
  }

  @Test
  void errorFunctionToFifteenDigits() {
    for (double x = -4.7; x < 4.7; x += 0.2113) {
      BigDecimal exact = erf(x);
      assertRelative(exact.doubleValue(), DoubleMath.erf(x), 1e-15, x);
      double complement = BigDecimal.ONE.subtract(exact).doubleValue();
      assertRelative(complement, DoubleMath.erfc(x), 2e-15, x);
      // x Phi(x) with Phi(x) = (1 + erf(x / sqrt 2)) / 2.
      double phi = BigDecimal.ONE.add(erf(x * Math.sqrt(0.5))).doubleValue() / 2;
      assertRelative(x * phi, DoubleMath.gelu(x), 1e-14, x);
    }
  }

  /** Values of erfc where it is tiny, computed with 40 digits. */
  @ParameterizedTest
  @CsvSource({
    "5, 1.5374597944280348502e-12",
    "10, 2.0884875837625447570e-45",
    "20, 5.3958656116079009289e-176",
    "26, 5.6631924088561428465e-296"
  })
  void complementFarOut(double x, double expected) {
    assertRelative(expected, DoubleMath.erfc(x), 1e-14, x);
    assertEquals(2 - expected, DoubleMath.erfc(-x));
    assertEquals(1 - expected, DoubleMath.erf(x));
  }

  @Test
  void activationsAgreeWithTheirDefinitions() {
    for (double x = -30; x < 30; x += 0.0137) {
      double softplus = Math.log1p(Math.exp(x));
      assertRelative(1 / (1 + Math.exp(-x)), DoubleMath.sigmoid(x), 1e-14, x);
      assertRelative(softplus, DoubleMath.softplus(x), 1e-14, x);
      assertRelative(x / (1 + Math.exp(-x)), DoubleMath.silu(x), 1e-14, x);
      assertRelative(x * Math.tanh(softplus), DoubleMath.mish(x), 1e-14, x);
      assertEquals(
          x * Math.min(Math.max(x + 3, 0), 6) / 6, DoubleMath.hardswish(x), 1e-14 * Math.abs(x));
    }
  }

  @Test
  void limits() {
    double infinity = Double.POSITIVE_INFINITY;
    DoubleUnaryOperator[] gated = {
      DoubleMath::silu, DoubleMath::mish, DoubleMath::gelu, DoubleMath::hardswish
    };
    for (DoubleUnaryOperator function : gated) {
      assertEquals(-0.0, function.applyAsDouble(-infinity));
      assertEquals(infinity, function.applyAsDouble(infinity));
      assertEquals(Double.NaN, function.applyAsDouble(Double.NaN));
      assertEquals(Double.MAX_VALUE, function.applyAsDouble(Double.MAX_VALUE));
    }
    assertEquals(0, DoubleMath.sigmoid(-infinity));
    assertEquals(1, DoubleMath.sigmoid(infinity));
    assertEquals(0, DoubleMath.softplus(-infinity));
    assertEquals(1e300, DoubleMath.softplus(1e300));
    assertEquals(-1, DoubleMath.erf(-infinity));
    assertEquals(0, DoubleMath.erfc(infinity));
    assertEquals(2, DoubleMath.erfc(-infinity));
    assertEquals(Double.NaN, DoubleMath.erf(Double.NaN));
    assertEquals(-0.0, DoubleMath.erf(-0.0));
  }
}
