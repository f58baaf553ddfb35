package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HalfFloatTest {
  /** The number that 16 bits stand for, by the definition of the format. */
  private static double decode(int bits, int exponentBits, int mantissaBits) {
    int bias = (1 << exponentBits - 1) - 1;
    int exponent = bits >>> mantissaBits & (1 << exponentBits) - 1;
    int mantissa = bits & (1 << mantissaBits) - 1;
    double sign = bits >>> 15 == 0 ? 1 : -1;
    if (exponent == (1 << exponentBits) - 1) {
      return mantissa == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    double fraction = mantissa * Math.pow(2, -mantissaBits);
    return exponent == 0
        ? sign * fraction * Math.pow(2, 1 - bias)
        : sign * (1 + fraction) * Math.pow(2, exponent - bias);
  }

  @Test
  void everyHalfIsReadExactlyAndRoundTrips() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = HalfFloat.toFloat((short) bits);
      assertEquals(decode(bits, 5, 10), value);
      short back = HalfFloat.fromFloat(value);
      if (Float.isNaN(value)) {
        assertTrue(Float.isNaN(HalfFloat.toFloat(back)));
        assertEquals(bits & 0x8000, back & 0x8000, "the sign of a NaN");
      } else {
        assertEquals((short) bits, back);
      }
    }
  }

  @Test
  void everyBfloat16IsReadExactlyAndRoundTrips() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = HalfFloat.bfloat16ToFloat((short) bits);
      assertEquals(decode(bits, 8, 7), value);
      short back = HalfFloat.bfloat16FromFloat(value);
      if (Float.isNaN(value)) {
        assertTrue(Float.isNaN(HalfFloat.bfloat16ToFloat(back)));
      } else {
        assertEquals((short) bits, back);
      }
    }
  }

  /** Between neighbours a number goes to the nearer one, in the middle to the even one. */
  @Test
  void roundsToNearestTiesToEven() {
    for (int bits = 0; bits < 0x7BFF; bits++) {
      assertRounding(bits, decode(bits, 5, 10), decode(bits + 1, 5, 10), false);
    }
    for (int bits = 0; bits < 0x7F7F; bits++) {
      assertRounding(bits, decode(bits, 8, 7), decode(bits + 1, 8, 7), true);
    }
  }

  private static void assertRounding(int bits, double low, double high, boolean bfloat16) {
    // Exact: a single-precision number has room for the middle of two neighbours.
    float middle = (float) ((low + high) / 2);
    int even = (bits & 1) == 0 ? bits : bits + 1;
    assertEquals(even, encode(middle, bfloat16), "tie above " + low);
    assertEquals(bits, encode(Math.nextDown(middle), bfloat16), "below the tie above " + low);
    assertEquals(bits + 1, encode(Math.nextUp(middle), bfloat16), "above the tie above " + low);
    assertEquals(even | 0x8000, encode(-middle, bfloat16), "tie below " + -low);
  }

  private static int encode(float value, boolean bfloat16) {
    return (bfloat16 ? HalfFloat.bfloat16FromFloat(value) : HalfFloat.fromFloat(value)) & 0xFFFF;
  }

  @Test
  void overflowBecomesInfinite() {
    assertEquals(0x7BFF, encode(Math.nextDown(65520f), false));
    assertEquals(0x7C00, encode(65520f, false));
    assertEquals(0xFC00, encode(-1e30f, false));
    assertEquals(0x7C00, encode(Float.POSITIVE_INFINITY, false));
    assertEquals(0x7F80, encode(Float.MAX_VALUE, true));
    assertEquals(0xFF80, encode(Float.NEGATIVE_INFINITY, true));
    assertEquals(0x8000, encode(-0f, false));
    assertEquals(0x8000, encode(-0f, true));
  }
}
