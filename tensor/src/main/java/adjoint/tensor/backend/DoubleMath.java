package adjoint.tensor.backend;

/**
 * Functions of double-precision numbers that {@link Math} lacks. They rest on {@link StrictMath},
 * so the same argument gives the same bits on every machine.
 */
public final class DoubleMath {
  private static final double INVERSE_SQRT_PI = 0.56418958354775628695;
  private static final double NEAR = 0.46875;
  private static final double SQRT_HALF = 0.70710678118654752440;

  // Coefficients of the three rational functions below, highest power first.
  private static final double[] NEAR_NUMERATOR = {
    1.85777706184603153e-1,
    3.16112374387056560,
    1.13864154151050156e2,
    3.77485237685302021e2,
    3.20937758913846947e3
  };
  private static final double[] NEAR_DENOMINATOR = {
    1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3
  };
  private static final double[] MIDDLE_NUMERATOR = {
    2.15311535474403846e-8,
    5.64188496988670089e-1,
    8.88314979438837594,
    6.61191906371416295e1,
    2.98635138197400131e2,
    8.81952221241769090e2,
    1.71204761263407058e3,
    2.05107837782607147e3,
    1.23033935479799725e3
  };
  private static final double[] MIDDLE_DENOMINATOR = {
    1,
    1.57449261107098347e1,
    1.17693950891312499e2,
    5.37181101862009858e2,
    1.62138957456669019e3,
    3.29079923573345963e3,
    4.36261909014324716e3,
    3.43936767414372164e3,
    1.23033935480374942e3
  };
  private static final double[] FAR_NUMERATOR = {
    1.63153871373020978e-2,
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4
  };
  private static final double[] FAR_DENOMINATOR = {
    1,
    2.56852019228982242,
    1.87295284992346725,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3
  };

  private DoubleMath() {}

  /** {@code 1 / (1 + e^-x)}. */
  public static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  /** {@code x * sigmoid(x)}; -0 at minus infinity. */
  public static double silu(double x) {
    return Math.max(x, -800) * sigmoid(x);
  }

  /** {@code log(1 + e^x)}, without overflow. */
  public static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /** {@code x * tanh(softplus(x)) = x * w / (w + 2)} with {@code w = e^x (e^x + 2)}. */
  public static double mish(double x) {
    double e = StrictMath.exp(Math.min(x, 40));
    double w = e * (e + 2);
    return Math.max(x, -800) * (w / (w + 2));
  }

  /** {@code x * (clamp(x + 3, 0, 6) / 6)}, 0 from -3 downwards. */
  public static double hardswish(double x) {
    return Math.max(x, -3) * (Math.min(Math.max(x + 3, 0), 6) / 6);
  }

  /**
   * {@code x * Phi(x)} with the normal distribution function {@code Phi(x) = erfc(-x / sqrt(2)) /
   * 2}; -0 at minus infinity.
   */
  public static double gelu(double x) {
    return Math.max(x, -60) * (0.5 * erfc(-x * SQRT_HALF));
  }

  /**
   * The error function {@code 2 / sqrt(pi) * integral of e^(-t^2) from 0 to x}, within 1e-15 of the
   * exact value, relatively: W. J. Cody, "Rational Chebyshev approximations for the error
   * function", Mathematics of Computation 23 (1969).
   */
  public static double erf(double x) {
    double magnitude = Math.abs(x);
    if (magnitude <= NEAR) {
      return erfNearZero(x);
    }
    return Math.copySign(1 - erfcOfPositive(magnitude), x);
  }

  /** {@code 1 - erf(x)}, without cancellation for positive x. */
  public static double erfc(double x) {
    if (Math.abs(x) <= NEAR) {
      return 1 - erfNearZero(x);
    }
    return x < 0 ? 2 - erfcOfPositive(-x) : erfcOfPositive(x);
  }

  private static double erfNearZero(double x) {
    double square = x * x;
    return x * polynomial(NEAR_NUMERATOR, square) / polynomial(NEAR_DENOMINATOR, square);
  }

  private static double erfcOfPositive(double x) {
    if (x > 27) {
      return 0;
    }
    // e^(-x^2) = e^(-a^2) e^(-(x - a)(x + a)), where a has few bits, so that a^2 is exact.
    double a = Math.floor(x * 16) / 16;
    double gaussian = StrictMath.exp(-a * a) * StrictMath.exp(-(x - a) * (x + a));
    if (x <= 4) {
      return gaussian * polynomial(MIDDLE_NUMERATOR, x) / polynomial(MIDDLE_DENOMINATOR, x);
    }
    double square = 1 / (x * x);
    double correction =
        square * polynomial(FAR_NUMERATOR, square) / polynomial(FAR_DENOMINATOR, square);
    return gaussian * (INVERSE_SQRT_PI - correction) / x;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}
