package adjoint.tensor;

import static adjoint.tensor.PlainLoops.assertClose;
import static adjoint.tensor.PlainLoops.assertElements;
import static adjoint.tensor.PlainLoops.rounded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import adjoint.tensor.PlainLoops.Window;
import adjoint.tensor.backend.ScalarBackend;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PoolingTest {
  private static final double NAN = Double.NaN;

  /** Images of any layout with a pooling that fits them. */
  record Problem(Tensor x, Pool2dOptions options, long seed) {
    int[] out() {
      return new int[] {
        x.size(0), x.size(1), options.outputHeight(x.size(2)), options.outputWidth(x.size(3))
      };
    }

    Window window(int i, int j) {
      return Window.of(options, x.size(2), x.size(3), i, j);
    }

    @Override
    public String toString() {
      return x.dtype() + " " + x.layout() + " | " + options;
    }
  }

  @Provide
  Arbitrary<Problem> problems() {
    return Arbitraries.longs().map(PoolingTest::problem);
  }

  private static Problem problem(long seed) {
    Generator random = new Generator(seed);
    int kernelY = 1 + random.nextInt(6);
    int kernelX = 1 + random.nextInt(6);
    int paddingY = random.nextInt(kernelY / 2 + 1);
    int paddingX = random.nextInt(kernelX / 2 + 1);
    Pool2dOptions options =
        new Pool2dOptions(
            kernelY, kernelX, 1 + random.nextInt(3), 1 + random.nextInt(3), paddingY, paddingX);
    int[] shape = {
      random.nextInt(3),
      random.nextInt(4),
      Math.max(1, kernelY - 2 * paddingY) + random.nextInt(6),
      Math.max(1, kernelX - 2 * paddingX) + random.nextInt(6)
    };
    DType dtype = random.nextInt(2) == 0 ? DType.F32 : DType.F64;
    return new Problem(Layouts.sample(dtype, shape, random.nextLong()).view(), options, seed);
  }

  /** Visits output pixels in row-major order with the start of their input plane. */
  private interface Pixel {
    void visit(int output, int plane, int i, int j);
  }

  private static void forEachPixel(int[] in, int[] out, Pixel pixel) {
    int output = 0;
    for (int p = 0; p < out[0] * out[1]; p++) {
      for (int i = 0; i < out[2]; i++) {
        for (int j = 0; j < out[3]; j++) {
          pixel.visit(output++, p * in[2] * in[3], i, j);
        }
      }
    }
  }

  private static int count(int[] shape) {
    return Layout.elementCount(shape);
  }

  // ---- maximum --------------------------------------------------------------------------------

  @Property(tries = 300)
  void maxIsTheDefinition(@ForAll("problems") Problem p) {
    checkMax(p);
  }

  @Property(tries = 100)
  void maxLetsNanAndInfinityWin(@ForAll("problems") Problem p) {
    Generator random = new Generator(p.seed);
    double[] elements = Layouts.elements(p.x);
    double[] special = {NAN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -0.0, 0.0};
    for (int i = 0; i < elements.length; i++) {
      if (random.nextInt(3) == 0) {
        elements[i] = special[random.nextInt(special.length)];
      }
    }
    Tensor x = Tensor.of(elements, p.x.shape());
    checkMax(new Problem(Layouts.scatter(x, p.seed), p.options, p.seed));
  }

  private static void checkMax(Problem p) {
    int[] shape = p.out();
    double[] image = Layouts.elements(p.x);
    double[] values = new double[count(shape)];
    double[] indices = new double[values.length];
    forEachPixel(
        p.x.shape(),
        shape,
        (output, plane, i, j) -> {
          int winner = p.window(i, j).largest(image, plane, p.x.size(3));
          indices[output] = winner;
          values[output] = image[plane + winner];
        });
    assertElements(values, p.x.maxPool2d(p.options), shape);
    ValuesAndIndices both = p.x.maxPool2dWithIndices(p.options);
    assertElements(values, both.values(), shape);
    assertElements(indices, both.indices(), shape);
    assertEquals(DType.I64, both.indices().dtype());

    Tensor scalar = Tensor.zeros(p.x.dtype(), shape);
    new ScalarBackend().maxPool2d(p.x, p.options, scalar, null);
    assertElements(values, scalar, shape);
  }

  @Test
  void paddingNeverWins() {
    Tensor x = Tensor.full(DType.F32, Double.NEGATIVE_INFINITY, 1, 1, 2, 2);
    ValuesAndIndices pooled = x.maxPool2dWithIndices(Pool2dOptions.of(3, 2, 1));
    assertElements(
        new double[] {Double.NEGATIVE_INFINITY}, pooled.values(), new int[] {1, 1, 1, 1});
    assertElements(new double[] {0}, pooled.indices(), new int[] {1, 1, 1, 1});
  }

  // ---- average --------------------------------------------------------------------------------

  @Property(tries = 300)
  void averageIsTheDefinition(@ForAll("problems") Problem p, @ForAll boolean countPadding) {
    int[] shape = p.out();
    double[] image = Layouts.elements(p.x);
    double[] expected = new double[count(shape)];
    forEachPixel(
        p.x.shape(),
        shape,
        (output, plane, i, j) -> {
          Window window = p.window(i, j);
          double sum = 0;
          for (int y = window.top(); y < window.bottom(); y++) {
            for (int x = window.left(); x < window.right(); x++) {
              sum += image[plane + y * p.x.size(3) + x];
            }
          }
          expected[output] = sum / divisor(p, window, countPadding);
        });
    double[] nearest = rounded(p.x.dtype(), expected);
    assertElements(nearest, p.x.avgPool2d(p.options, countPadding), shape);
    Tensor scalar = Tensor.zeros(p.x.dtype(), shape);
    new ScalarBackend().avgPool2d(p.x, p.options, countPadding, scalar);
    assertElements(nearest, scalar, shape);
  }

  private static int divisor(Problem p, Window window, boolean countPadding) {
    return countPadding ? p.options.kernelY() * p.options.kernelX() : window.area();
  }

  @Property(tries = 200)
  void averageGradientIsTheDefinition(@ForAll("problems") Problem p, @ForAll boolean countPadding) {
    int[] input = p.x.shape();
    Tensor gradient = Layouts.sample(p.x.dtype(), p.out(), p.seed + 1).view();
    double[] slopes = Layouts.elements(gradient);
    double[] expected = new double[count(input)];
    forEachPixel(
        input,
        p.out(),
        (output, plane, i, j) -> {
          Window window = p.window(i, j);
          for (int y = window.top(); y < window.bottom(); y++) {
            for (int x = window.left(); x < window.right(); x++) {
              expected[plane + y * input[3] + x] +=
                  slopes[output] / divisor(p, window, countPadding);
            }
          }
        });
    Tensor actual = gradient.avgPool2dGradient(input, p.options, countPadding);
    assertElements(rounded(p.x.dtype(), expected), actual, input);
    Tensor scalar = Tensor.zeros(p.x.dtype(), input);
    new ScalarBackend().avgPool2dGradient(gradient, p.options, countPadding, scalar);
    assertElements(rounded(p.x.dtype(), expected), scalar, input);

    Tensor x = p.x.to(DType.F64);
    Tensor g = gradient.to(DType.F64);
    assertEquals(
        Conv2dTest.dot(x.avgPool2d(p.options, countPadding), g),
        Conv2dTest.dot(x, g.avgPool2dGradient(input, p.options, countPadding)),
        1e-10);
  }

  // ---- adaptive -------------------------------------------------------------------------------

  @Property(tries = 200)
  void adaptivePoolingIsTheDefinition(
      @ForAll boolean twofold,
      @ForAll @IntRange(max = 2) int images,
      @ForAll @IntRange(max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 11) int rows,
      @ForAll @IntRange(min = 1, max = 11) int columns,
      @ForAll long seed) {
    DType dtype = twofold ? DType.F64 : DType.F32;
    int[] input = {images, channels, height, width};
    int[] shape = {images, channels, rows, columns};
    Tensor x = Layouts.sample(dtype, input, seed).view();
    Tensor gradient = Layouts.sample(dtype, shape, seed + 1).view();
    double[] image = Layouts.elements(x);
    double[] slopes = Layouts.elements(gradient);
    double[] means = new double[count(shape)];
    double[] largest = new double[means.length];
    double[] winners = new double[means.length];
    double[] spread = new double[count(input)];
    forEachPixel(
        input,
        shape,
        (output, plane, i, j) -> {
          Window cell = Window.ofCell(height, width, rows, columns, i, j);
          int winner = cell.largest(image, plane, width);
          winners[output] = winner;
          largest[output] = image[plane + winner];
          for (int r = cell.top(); r < cell.bottom(); r++) {
            for (int c = cell.left(); c < cell.right(); c++) {
              means[output] += image[plane + r * width + c] / cell.area();
              spread[plane + r * width + c] += slopes[output] / cell.area();
            }
          }
        });
    double tolerance = twofold ? 1e-14 : 1e-6;
    assertClose(means, x.adaptiveAvgPool2d(rows, columns), tolerance);
    assertClose(spread, gradient.adaptiveAvgPool2dGradient(input), tolerance);
    ValuesAndIndices pooled = x.adaptiveMaxPool2d(rows, columns);
    assertElements(largest, pooled.values(), shape);
    assertElements(winners, pooled.indices(), shape);
    assertEquals(
        Conv2dTest.dot(x.to(DType.F64).adaptiveAvgPool2d(rows, columns), gradient.to(DType.F64)),
        Conv2dTest.dot(x, gradient.to(DType.F64).adaptiveAvgPool2dGradient(input)),
        1e-10);
  }

  // ---- errors ---------------------------------------------------------------------------------

  @Test
  void messagesNameShapesAndTypes() {
    Pool2dOptions options = Pool2dOptions.of(5, 1, 1);
    Tensor x = Tensor.zeros(1, 2, 2, 6);
    assertShape(
        "maxPool2d: the input's height 2 with padding 1 is smaller than the kernel's 5 (input shape"
            + " [1, 2, 2, 6])",
        () -> x.maxPool2d(options));
    assertShape(
        "avgPool2d: the input's width 2 with padding 1 is smaller than the kernel's 5 (input shape"
            + " [1, 2, 6, 2])",
        () -> x.transpose(2, 3).avgPool2d(options, true));
    assertShape(
        "maxPool2d: images of shape [1, 2, 0, 6] have no pixels; height and width must be at least"
            + " 1",
        () -> Tensor.zeros(1, 2, 0, 6).maxPool2dWithIndices(options));
    assertShape(
        "maxPool2d: the input must have four dimensions, N x C x H x W, but has shape [2, 2]",
        () -> Tensor.zeros(2, 2).maxPool2d(options));
    assertShape(
        "avgPool2dGradient: the gradient must have the output's shape [1, 1, 3, 3], but has"
            + " [1, 1, 2, 3]",
        () -> Tensor.zeros(1, 1, 2, 3).avgPool2dGradient(new int[] {1, 1, 5, 5}, options, false));
    assertShape(
        "adaptiveAvgPool2d: the output must have at least 1 x 1 pixels, asked for 0 x 3",
        () -> x.adaptiveAvgPool2d(0, 3));
    assertShape(
        "adaptiveMaxPool2d: images of shape [1, 2, 3, 0] have no pixels; height and width must be"
            + " at least 1",
        () -> Tensor.zeros(1, 2, 3, 0).adaptiveMaxPool2d(1, 1));
    assertShape(
        "adaptiveAvgPool2dGradient: the gradient must have the output's shape [1, 3, 2, 6], but has"
            + " [1, 2, 2, 6]",
        () -> x.adaptiveAvgPool2dGradient(new int[] {1, 3, 4, 4}));
    assertEquals(
        "maxPool2d: F32 or F64 expected, got I64; convert with to(...) first",
        assertThrows(
                DTypeException.class, () -> Tensor.zeros(DType.I64, 1, 1, 5, 5).maxPool2d(options))
            .getMessage());
  }

  private static void assertShape(String message, Executable run) {
    assertEquals(message, assertThrows(ShapeException.class, run).getMessage());
  }
}
