package adjoint.tensor;

import static adjoint.tensor.PlainLoops.assertClose;
import static adjoint.tensor.PlainLoops.assertElements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import adjoint.tensor.backend.ScalarBackend;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class UpsamplingTest {
  /** Images and dL/dy of any layout. */
  record Problem(Tensor x, Tensor gradient) {
    int height() {
      return gradient.size(2);
    }

    int width() {
      return gradient.size(3);
    }

    @Override
    public String toString() {
      return x.dtype() + " " + x.layout() + " | " + gradient.layout();
    }
  }

  @Provide
  Arbitrary<Problem> problems() {
    return Arbitraries.longs()
        .map(
            seed -> {
              Generator random = new Generator(seed);
              int[] input = {random.nextInt(3), random.nextInt(4), size(random), size(random)};
              int[] output = {input[0], input[1], size(random), size(random)};
              DType dtype = random.nextInt(2) == 0 ? DType.F32 : DType.F64;
              return new Problem(
                  Layouts.sample(dtype, input, seed + 1).view(),
                  Layouts.sample(dtype, output, seed + 2).view());
            });
  }

  private static int size(Generator random) {
    return 1 + random.nextInt(9);
  }

  /**
   * How much of input pixel k output pixel i shows, by the triangle function: for one axis of the
   * given sizes.
   */
  private static double[][] bilinearMatrix(int in, int out, boolean alignCorners) {
    double[][] matrix = new double[out][in];
    for (int i = 0; i < out; i++) {
      double position =
          alignCorners
              ? (out == 1 ? 0 : i * (double) (in - 1) / (out - 1))
              : (i + 0.5) * in / out - 0.5;
      position = Math.min(Math.max(position, 0), in - 1);
      for (int k = 0; k < in; k++) {
        matrix[i][k] = Math.max(0, 1 - Math.abs(position - k));
      }
    }
    return matrix;
  }

  private static double[][] nearestMatrix(int in, int out) {
    double[][] matrix = new double[out][in];
    for (int i = 0; i < out; i++) {
      matrix[i][i * in / out] = 1;
    }
    return matrix;
  }

  /** {@code out[i][j] = sum over y, x of rows[i][y] * columns[j][x] * image[y][x]}. */
  private static double[] resize(double[] image, int planes, double[][] rows, double[][] columns) {
    int height = rows[0].length;
    int width = columns[0].length;
    double[] out = new double[planes * rows.length * columns.length];
    for (int o = 0; o < out.length; o++) {
      int plane = o / (rows.length * columns.length);
      double[] row = rows[o / columns.length % rows.length];
      double[] column = columns[o % columns.length];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          // Zero weights are left out: elsewhere there may be an infinity.
          double weight = row[y] * column[x];
          out[o] += weight == 0 ? 0 : weight * image[(plane * height + y) * width + x];
        }
      }
    }
    return out;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < result.length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  @Property(tries = 200)
  void nearestIsTheDefinition(@ForAll("problems") Problem p) {
    int[] input = p.x.shape();
    int[] output = p.gradient.shape();
    int planes = input[0] * input[1];
    double[][] rows = nearestMatrix(input[2], output[2]);
    double[][] columns = nearestMatrix(input[3], output[3]);
    double[] expected = resize(Layouts.elements(p.x), planes, rows, columns);
    assertElements(expected, p.x.upsampleNearest(p.height(), p.width()), output);
    Tensor scalar = Tensor.zeros(p.x.dtype(), output);
    new ScalarBackend().upsampleNearest(p.x, scalar);
    assertElements(expected, scalar, output);

    double[] back =
        resize(Layouts.elements(p.gradient), planes, transposed(rows), transposed(columns));
    assertElements(
        PlainLoops.rounded(p.x.dtype(), back), p.gradient.upsampleNearestGradient(input), input);
  }

  @Property(tries = 200)
  void bilinearIsTheDefinition(@ForAll("problems") Problem p, @ForAll boolean alignCorners) {
    int[] input = p.x.shape();
    int[] output = p.gradient.shape();
    int planes = input[0] * input[1];
    double[][] rows = bilinearMatrix(input[2], output[2], alignCorners);
    double[][] columns = bilinearMatrix(input[3], output[3], alignCorners);
    double tolerance = p.x.dtype() == DType.F64 ? 1e-13 : 1e-6;
    assertClose(
        resize(Layouts.elements(p.x), planes, rows, columns),
        p.x.upsampleBilinear(p.height(), p.width(), alignCorners),
        tolerance);
    assertClose(
        resize(Layouts.elements(p.gradient), planes, transposed(rows), transposed(columns)),
        p.gradient.upsampleBilinearGradient(input, alignCorners),
        tolerance);
  }

  @Property(tries = 100)
  void gradientsAreAdjoint(@ForAll("problems") Problem p, @ForAll boolean alignCorners) {
    Tensor x = p.x.to(DType.F64);
    Tensor g = p.gradient.to(DType.F64);
    assertEquals(
        Conv2dTest.dot(x.upsampleNearest(p.height(), p.width()), g),
        Conv2dTest.dot(x, g.upsampleNearestGradient(x.shape())),
        1e-10);
    assertEquals(
        Conv2dTest.dot(x.upsampleBilinear(p.height(), p.width(), alignCorners), g),
        Conv2dTest.dot(x, g.upsampleBilinearGradient(x.shape(), alignCorners)),
        1e-10);
  }

  @Test
  void knownValues() {
    Tensor x = Tensor.of(new float[] {0, 4}, 1, 1, 1, 2);
    int[] shape = {1, 1, 1, 4};
    assertElements(new double[] {0, 0, 4, 4}, x.upsampleNearest(1, 4), shape);
    assertElements(new double[] {0, 1, 3, 4}, x.upsampleBilinear(1, 4, false), shape);
    assertElements(new double[] {0, 2, 4}, x.upsampleBilinear(1, 3, true), new int[] {1, 1, 1, 3});
  }

  @Test
  void messagesNameShapesAndTypes() {
    Tensor x = Tensor.zeros(1, 2, 3, 4);
    assertShape(
        "upsampleNearest: the output must have at least 1 x 1 pixels, asked for 6 x 0",
        () -> x.upsampleNearest(6, 0));
    assertShape(
        "upsampleNearest: images of shape [1, 2, 0, 4] have no pixels; height and width must be at"
            + " least 1",
        () -> Tensor.zeros(1, 2, 0, 4).upsampleNearest(6, 8));
    assertShape(
        "upsampleBilinear: the input must have four dimensions, N x C x H x W, but has shape [3]",
        () -> Tensor.zeros(3).upsampleBilinear(6, 8, false));
    assertShape(
        "upsampleNearestGradient: the gradient must have the output's shape [1, 3, 3, 4], but has"
            + " [1, 2, 3, 4]",
        () -> x.upsampleNearestGradient(new int[] {1, 3, 2, 2}));
    assertShape(
        "upsampleBilinearGradient: the input must have four dimensions, N x C x H x W, but has"
            + " shape [2, 2]",
        () -> x.upsampleBilinearGradient(new int[] {2, 2}, true));
    assertEquals(
        "upsampleBilinear: F32 or F64 expected, got BOOL; convert with to(...) first",
        assertThrows(
                DTypeException.class,
                () -> Tensor.zeros(DType.BOOL, 1, 1, 1, 1).upsampleBilinear(2, 2, true))
            .getMessage());
  }

  private static void assertShape(String message, Executable run) {
    assertEquals(message, assertThrows(ShapeException.class, run).getMessage());
  }
}
