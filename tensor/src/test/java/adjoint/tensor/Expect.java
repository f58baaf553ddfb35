package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

/** Assertions about whole tensors. */
final class Expect {
  private Expect() {}

  /**
   * Type, shape and elements in row-major order.
   *
   * @param ulps by how many units in the last place of its type a floating element may differ; with
   *     0, even 0 and -0 are told apart
   */
  static void elements(
      Tensor actual, DType dtype, int[] shape, double[] expected, double ulps, String what) {
    elements(actual, dtype, shape, expected, new double[expected.length], ulps, what);
  }

  /**
   * Compares where an element's own size says little about its rounding errors.
   *
   * @param slack added to what {@code ulps} allows, one number per element
   */
  static void elements(
      Tensor actual,
      DType dtype,
      int[] shape,
      double[] expected,
      double[] slack,
      double ulps,
      String what) {
    assertEquals(dtype, actual.dtype(), what);
    assertArrayEquals(shape, actual.shape(), what + ": shape " + Arrays.toString(actual.shape()));
    double[] elements = Layouts.elements(actual);
    for (int i = 0; i < elements.length; i++) {
      int position = i;
      assertTrue(
          close(elements[i], expected[i], dtype, slack[i], ulps),
          () ->
              what
                  + ": element "
                  + position
                  + " is "
                  + elements[position]
                  + ", expected "
                  + expected[position]);
    }
  }

  private static boolean close(
      double actual, double expected, DType dtype, double slack, double ulps) {
    double rounded = dtype == DType.F32 ? (float) expected : expected;
    if (Double.compare(actual, rounded) == 0) {
      return true;
    }
    if (ulps == 0 || !Double.isFinite(actual) || !Double.isFinite(rounded)) {
      return false;
    }
    double ulp = dtype == DType.F32 ? Math.ulp((float) expected) : Math.ulp(expected);
    // The references themselves are only good to about 1e-15.
    return Math.abs(actual - expected) <= ulps * ulp + slack + 2e-15;
  }

  /** What a storage of that type makes of numbers. */
  static double[] converted(DType dtype, double... values) {
    Storage storage = Storage.allocate(dtype, values.length);
    for (int i = 0; i < values.length; i++) {
      if (dtype.isFloating() || values[i] != Math.rint(values[i])) {
        storage.setDouble(i, values[i]);
      } else {
        storage.setLong(i, (long) values[i]);
      }
    }
    return Layouts.elements(Tensor.of(storage, Layout.contiguous(values.length)));
  }

  /** A tensor of that type with the given elements. */
  static Tensor tensor(DType dtype, int[] shape, double... values) {
    Storage storage = Storage.allocate(dtype, values.length);
    for (int i = 0; i < values.length; i++) {
      storage.setDouble(i, values[i]);
    }
    return Tensor.of(storage, Layout.contiguous(shape));
  }
}
