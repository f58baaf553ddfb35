package adjoint.tensor;

/** Conversions of 16-bit floating-point numbers (JDK 20 has them; the floor here is JDK 17). */
final class HalfFloat {
  private HalfFloat() {}

  static float toFloat(short half) {
    int magnitude = half & 0x7FFF;
    float value =
        magnitude < 0x7C00
            // The exponents' biases differ by 112; a product is exact for subnormal numbers, too.
            ? Float.intBitsToFloat(magnitude << 13) * 0x1p112f
            : Float.intBitsToFloat(0x7F800000 | magnitude << 13);
    return half < 0 ? -value : value;
  }

  /** Rounds to nearest, ties to even. */
  static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7FFFFFFF;
    if (magnitude > 0x7F800000) {
      return (short) (sign | 0x7E00 | (magnitude >>> 13 & 0x3FF));
    }
    if (magnitude >= 0x477FF000) {
      return (short) (sign | 0x7C00);
    }
    if (magnitude < 0x38800000) {
      // Adding and removing 0.5 rounds to a multiple of 2^-24, the subnormal spacing.
      float rounded = Float.intBitsToFloat(magnitude) + 0.5f;
      return (short) (sign | (Float.floatToRawIntBits(rounded) - Float.floatToRawIntBits(0.5f)));
    }
    int odd = magnitude >>> 13 & 1;
    return (short) (sign | (magnitude - 0x38000000 + 0xFFF + odd) >>> 13);
  }

  static float bfloat16ToFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  /** Rounds to nearest, ties to even. */
  static short bfloat16FromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & 0x7FFFFFFF) > 0x7F800000) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) ((bits + 0x7FFF + (bits >>> 16 & 1)) >>> 16);
  }
}
