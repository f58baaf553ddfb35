package adjoint.tensor.backend;

/**
 * Functions of single-precision numbers as fixed sequences of float operations.
 *
 * <p>{@link java.lang.Math} may differ in the last bit from machine to machine, and it cannot be
 * carried out on vectors. These functions use only additions, multiplications, divisions, fused
 * multiply-adds, {@code min}, {@code max}, integer operations on the bits, and choices between two
 * values that are both computed. Each of these operations is exactly rounded, so a vector version
 * that repeats the sequence lane by lane gives the same bits, whatever the number of lanes. The
 * constants are public for that purpose.
 *
 * <p>Errors are stated in ulp, units in the last place of the exact result, where that is a normal
 * number. Every function returns NaN for NaN.
 *
 * <p>The exponential follows the classical scheme (W. J. Cody and W. Waite, "Software Manual for
 * the Elementary Functions", 1980, chapter 6): {@code x = n ln 2 + r} with {@code |r| <= ln 2 / 2},
 * a polynomial in r, a scaling by 2^n. The polynomials are minimax fits made with Remez's
 * algorithm.
 */
public final class FloatMath {
  /** {@code log2(e)}. */
  public static final float LOG2_E = 0x1.715476p+0f;

  /** {@code ln 2}, rounded to single precision. */
  public static final float LN2_HIGH = 0x1.62e430p-1f;

  /** {@code ln 2 - LN2_HIGH}. */
  public static final float LN2_LOW = -0x1.05c610p-29f;

  /**
   * {@code 1.5 * 2^23}. A number below 2^22 in magnitude added to it is rounded to an integer,
   * which then stands in the low bits of the sum: {@code bits(sum) - ROUNDER_BITS}.
   */
  public static final float ROUNDER = 0x1.8p+23f;

  /** The bits of {@link #ROUNDER}. */
  public static final int ROUNDER_BITS = 0x4B400000;

  private static final int ONE_BITS = 0x3F800000;

  /** Coefficients of {@code 1 / d} from 1 to 2. */
  public static final float RECIPROCAL_0 = 210f / 99f;

  public static final float RECIPROCAL_1 = -144f / 99f;
  public static final float RECIPROCAL_2 = 32f / 99f;

  /** Below this number e^x rounds to 0. */
  public static final float EXP_LOWEST = -104f;

  /** Above this number e^x rounds to infinity. */
  public static final float EXP_HIGHEST = 89f;

  /** Below this number e^x - 1 rounds to -1. */
  public static final float EXPM1_LOWEST = -30f;

  /** Coefficient of r^2 in e^r. */
  public static final float EXP_2 = 0x1p-1f;

  /** Coefficient of r^3 in e^r. */
  public static final float EXP_3 = 0x1.5554b0p-3f;

  /** Coefficient of r^4 in e^r. */
  public static final float EXP_4 = 0x1.555486p-5f;

  /** Coefficient of r^5 in e^r. */
  public static final float EXP_5 = 0x1.1227fep-7f;

  /** Coefficient of r^6 in e^r. */
  public static final float EXP_6 = 0x1.6d990ap-10f;

  /** The bits of {@code sqrt(1/2)}: the logarithm scales its argument to [sqrt(1/2), sqrt(2)). */
  public static final int SQRT_HALF_BITS = 0x3F3504F3;

  /** Coefficient of f^2 in log(1 + f). */
  public static final float LOG_2 = -0x1.fffff8p-2f;

  /** Coefficient of f^3 in log(1 + f). */
  public static final float LOG_3 = 0x1.555544p-2f;

  /** Coefficient of f^4 in log(1 + f). */
  public static final float LOG_4 = -0x1.000400p-2f;

  /** Coefficient of f^5 in log(1 + f). */
  public static final float LOG_5 = 0x1.99a96cp-3f;

  /** Coefficient of f^6 in log(1 + f). */
  public static final float LOG_6 = -0x1.5431d0p-3f;

  /** Coefficient of f^7 in log(1 + f). */
  public static final float LOG_7 = 0x1.2210fep-3f;

  /** Coefficient of f^8 in log(1 + f). */
  public static final float LOG_8 = -0x1.0e87eap-3f;

  /** Coefficient of f^9 in log(1 + f). */
  public static final float LOG_9 = 0x1.0a5a82p-3f;

  /** Coefficient of f^10 in log(1 + f). */
  public static final float LOG_10 = -0x1.4066bap-4f;

  /** At this number and above, mish(x) rounds to x. */
  public static final float MISH_HIGHEST = 30f;

  private FloatMath() {}

  /** {@code e^x}, within 1.1 ulp; subnormal results are rounded once more. */
  public static float exp(float x) {
    return expInRange(Math.min(Math.max(x, EXP_LOWEST), EXP_HIGHEST));
  }

  /** {@code e^x} for {@link #EXP_LOWEST} {@code <= x <=} {@link #EXP_HIGHEST}, or NaN. */
  private static float expInRange(float x) {
    float shifted = Math.fma(x, LOG2_E, ROUNDER);
    int exponent = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    float n = shifted - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
    float power = expm1Polynomial(r) + 1f;
    // In two steps, since 2^exponent itself may be subnormal or overflow.
    int half = exponent >> 1;
    float scaled = power * Float.intBitsToFloat((half + 127) << 23);
    return scaled * Float.intBitsToFloat((exponent - half + 127) << 23);
  }

  /** {@code e^r - 1} for {@code |r| <= ln 2 / 2}. */
  private static float expm1Polynomial(float r) {
    float q = Math.fma(EXP_6, r, EXP_5);
    q = Math.fma(q, r, EXP_4);
    q = Math.fma(q, r, EXP_3);
    q = Math.fma(q, r, EXP_2);
    return Math.fma(r * r, q, r);
  }

  /** {@code e^x - 1}, within 2 ulp. */
  public static float expm1(float x) {
    float clamped = Math.min(Math.max(x, EXPM1_LOWEST), EXP_HIGHEST);
    float shifted = Math.fma(clamped, LOG2_E, ROUNDER);
    int exponent = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    float n = shifted - ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped));
    float small = expm1Polynomial(r);
    // 2^(exponent - 1), since 2^128 would overflow.
    float scale = Float.intBitsToFloat((exponent + 126) << 23);
    float large = 2f * Math.fma(scale, small, scale - 0.5f);
    return Math.copySign(exponent == 0 ? small : large, x);
  }

  /** {@code tanh(x) = -t / (2 + t)} with {@code t = e^(-2|x|) - 1}, within 3 ulp. */
  public static float tanh(float x) {
    float t = expm1(-2f * Math.abs(x));
    return Math.copySign(-t / (2f + t), x);
  }

  /**
   * {@code 1 / (1 + e^-x)}, within 3 ulp. Computed from {@code e = e^-|x|}, which cannot overflow,
   * as {@code 1 / (1 + e)} for positive and {@code e / (1 + e)} for negative x.
   */
  public static float sigmoid(float x) {
    float e = expInRange(clamp(-Math.abs(x)));
    return numerator(x, e) * reciprocal(1f + e);
  }

  /**
   * {@code x * sigmoid(x)}, within 3 ulp; -0 at minus infinity. Where e^x is subnormal (x below
   * -87) the absolute error is below 1e-43 instead.
   */
  public static float silu(float x) {
    float e = expInRange(clamp(-Math.abs(x)));
    return clamp(x) * numerator(x, e) * reciprocal(1f + e);
  }

  /** {@code max(x, EXP_LOWEST)}, with a branch that is easy to foretell. */
  private static float clamp(float x) {
    return x < EXP_LOWEST ? EXP_LOWEST : x;
  }

  /** {@code x < 0 ? e : 1} without a branch: signs change too often for one. At -0, e is 1. */
  private static float numerator(float x, float e) {
    int negative = Float.floatToRawIntBits(x) >> 31;
    return Float.intBitsToFloat(Float.floatToRawIntBits(e) & negative | ONE_BITS & ~negative);
  }

  /**
   * {@code 1 / d} for d from 1 to 2, within 1 ulp: the quadratic polynomial of least relative error
   * (0.0101, by Chebyshev's polynomial of degree 3) and two steps of Newton's method, which take a
   * vector unit a fraction of the time of a division.
   */
  private static float reciprocal(float d) {
    float r = Math.fma(Math.fma(RECIPROCAL_2, d, RECIPROCAL_1), d, RECIPROCAL_0);
    r = Math.fma(r, Math.fma(-d, r, 1f), r);
    return Math.fma(r, Math.fma(-d, r, 1f), r);
  }

  /** {@code g s (1 + x (1 - s))} with {@code s = sigmoid(x)}: the reverse of {@link #silu}. */
  public static float siluGradient(float x, float g) {
    float s = sigmoid(x);
    return ((1f - s) * x + 1f) * s * g;
  }

  /** The natural logarithm, within 1 ulp: -infinity at 0, NaN below. */
  public static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float normal = subnormal ? x * 0x1p23f : x;
    int bits = Float.floatToRawIntBits(normal) - SQRT_HALF_BITS;
    int exponent = (bits >> 23) - (subnormal ? 23 : 0);
    float f = Float.intBitsToFloat((bits & 0x7FFFFF) + SQRT_HALF_BITS) - 1f;
    float q = Math.fma(LOG_10, f, LOG_9);
    q = Math.fma(q, f, LOG_8);
    q = Math.fma(q, f, LOG_7);
    q = Math.fma(q, f, LOG_6);
    q = Math.fma(q, f, LOG_5);
    q = Math.fma(q, f, LOG_4);
    q = Math.fma(q, f, LOG_3);
    q = Math.fma(q, f, LOG_2);
    float n = exponent;
    float mantissaPart = Math.fma(f * f, q, Math.fma(n, LN2_LOW, f));
    float result = Math.fma(n, LN2_HIGH, mantissaPart);
    result = x < Float.POSITIVE_INFINITY ? result : x;
    float notPositive = x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
    return x > 0f ? result : notPositive;
  }

  /** {@code log(1 + x)}, within 2 ulp: the rounding error of 1 + x is put back to first order. */
  public static float log1p(float x) {
    float sum = 1f + x;
    float rest = x - (sum - 1f);
    float logarithm = log(sum);
    float corrected = logarithm + rest / sum;
    float result = x > -1f && x < Float.POSITIVE_INFINITY ? corrected : logarithm;
    return sum == 1f ? x : result;
  }

  /** {@code log(1 + e^x) = max(x, 0) + log(1 + e^-|x|)}, within 3 ulp. */
  public static float softplus(float x) {
    return Math.max(x, 0f) + log1p(expInRange(Math.max(-Math.abs(x), EXP_LOWEST)));
  }

  /**
   * {@code x * tanh(softplus(x)) = x * w / (w + 2)} with {@code w = e^x (e^x + 2)}, within 5 ulp;
   * -0 at minus infinity. Where e^x is subnormal (x below -87) the absolute error is below 1e-43
   * instead.
   */
  public static float mish(float x) {
    float e = expInRange(Math.min(Math.max(x, EXP_LOWEST), MISH_HIGHEST));
    float w = e * (e + 2f);
    return Math.max(x, EXP_LOWEST) * (w / (w + 2f));
  }

  /** {@code x * (clamp(x + 3, 0, 6) / 6)}, 0 from -3 downwards. */
  public static float hardswish(float x) {
    return Math.max(x, -3f) * (Math.min(Math.max(x + 3f, 0f), 6f) / 6f);
  }
}
