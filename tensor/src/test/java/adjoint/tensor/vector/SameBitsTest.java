package adjoint.tensor.vector;

import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backend;
import adjoint.tensor.backend.Parallel;
import adjoint.tensor.backend.ScalarBackend;
import java.util.List;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Matrix products, convolution, normalisation and their gradients: the same bits in plain Java, at
 * every vector width, and for any number of threads.
 */
class SameBitsTest {
  private static final Backend PLAIN = new ScalarBackend();
  private static final List<VectorBackend> WIDTHS =
      List.of(new VectorBackend(128), new VectorBackend(256), new VectorBackend(512));

  /** A problem as plain Java solves it, and as everybody else has to. */
  private static void check(String what, int[] shape, BiConsumer<Backend, Tensor> problem) {
    Tensor expected = Tensor.zeros(shape);
    problem.accept(PLAIN, expected);
    int threads = Parallel.threads();
    try {
      for (int count = 1; count <= 3; count++) {
        Parallel.setThreads(count);
        for (VectorBackend backend : WIDTHS) {
          Tensor out = Tensor.zeros(shape);
          problem.accept(backend, out);
          assertTrue(
              expected.sameBits(out),
              what + " by " + backend.description() + " on " + count + " threads");
        }
        Tensor out = Tensor.zeros(shape);
        problem.accept(PLAIN, out);
        assertTrue(expected.sameBits(out), what + " in plain Java on " + count + " threads");
      }
    } finally {
      Parallel.setThreads(threads);
    }
  }

  private static void convolve(Generator random, int[] x, int[] w, Conv2dOptions options) {
    Tensor image = Tensor.randn(random, DType.F32, x);
    Tensor weight = Tensor.randn(random, DType.F32, w);
    Tensor bias = Tensor.randn(random, DType.F32, w[0]);
    int[] y = {
      x[0], w[0], options.outputHeight(x[2], w[2]), options.outputWidth(x[3], w[3]),
    };
    if (y[2] < 1 || y[3] < 1) {
      return;
    }
    for (Activation activation : Activation.values()) {
      check(
          "convolution with " + activation,
          y,
          (backend, out) -> backend.conv2d(image, weight, bias, options, activation, out));
    }
    check(
        "convolution without a bias",
        y,
        (backend, out) -> backend.conv2d(image, weight, null, options, Activation.NONE, out));
    Tensor gradient = Tensor.randn(random, DType.F32, y);
    check(
        "input gradient",
        x,
        (backend, out) -> backend.conv2dInputGradient(gradient, weight, options, out));
    check(
        "weight gradient",
        w,
        (backend, out) -> backend.conv2dWeightGradient(gradient, image, options, out));
  }

  @Property(tries = 40)
  void convolution(@ForAll long seed) {
    Generator random = new Generator(seed);
    int groups = 1 + random.nextInt(3);
    int channels = 1 + random.nextInt(5);
    int[] kernel = {1 + random.nextInt(4), 1 + random.nextInt(4)};
    Conv2dOptions options =
        new Conv2dOptions(
            1 + random.nextInt(3),
            1 + random.nextInt(3),
            random.nextInt(3),
            random.nextInt(3),
            1 + random.nextInt(2),
            1 + random.nextInt(2),
            groups);
    int[] x = {
      1 + random.nextInt(2), groups * channels, 4 + random.nextInt(12), 4 + random.nextInt(20),
    };
    int[] w = {groups * (1 + random.nextInt(11)), channels, kernel[0], kernel[1]};
    convolve(random, x, w, options);
  }

  /** Rows of several vectors; with the small kernels some pixels of dx have no taps. */
  @Test
  void longRowsWithAStride() {
    Generator random = new Generator(6);
    for (int width : new int[] {64, 65, 99}) {
      for (int side : new int[] {1, 2, 3, 5}) {
        for (int stride = 2; stride <= 3; stride++) {
          Conv2dOptions options = Conv2dOptions.DEFAULT.withStride(stride).withPadding(side / 2);
          convolve(random, new int[] {2, 3, 7, width}, new int[] {9, 3, side, side}, options);
        }
      }
    }
  }

  /** A line of which no pixel lies inside the image, at the very start of an array. */
  @Test
  void linesOfZerosOnly() {
    convolution(-654289);
  }

  /** More terms than a panel holds, more outputs than a tile, and the sizes of real layers. */
  @Test
  void largerConvolutions() {
    Generator random = new Generator(3);
    Conv2dOptions same = Conv2dOptions.DEFAULT.withPadding(1);
    convolve(random, new int[] {2, 40, 13, 17}, new int[] {19, 40, 3, 3}, same);
    convolve(random, new int[] {1, 150, 9, 11}, new int[] {9, 150, 1, 1}, Conv2dOptions.DEFAULT);
    convolve(random, new int[] {3, 9, 17, 19}, new int[] {13, 9, 1, 1}, Conv2dOptions.DEFAULT);
    convolve(
        random,
        new int[] {2, 12, 48, 24},
        new int[] {10, 6, 1, 1},
        Conv2dOptions.DEFAULT.withGroups(2));
    convolve(random, new int[] {1, 20, 20, 20}, new int[] {33, 20, 3, 3}, same.withStride(2));
    convolve(
        random,
        new int[] {1, 3, 40, 52},
        new int[] {16, 3, 6, 6},
        Conv2dOptions.DEFAULT.withPadding(2).withStride(2));
  }

  /** Planes around the length of a stretch, and with all remainders. */
  @Property(tries = 40)
  void normalisation(@ForAll long seed) {
    Generator random = new Generator(seed);
    int height = 1 + random.nextInt(60);
    int width = 1 + random.nextInt(70);
    int[] shape = {1 + random.nextInt(3), 1 + random.nextInt(4), height, width};
    Tensor x = Tensor.randn(random, DType.F32, shape).add(3);
    Tensor g = Tensor.randn(random, DType.F32, shape);
    int[] channels = {shape[1]};
    Tensor mean = Tensor.randn(random, DType.F32, channels);
    Tensor root = Tensor.rand(random, DType.F32, channels).add(.5);
    Tensor other = Tensor.zeros(channels);
    check("means", channels, (backend, out) -> backend.channelMoments(x, out, other));
    check("variances", channels, (backend, out) -> backend.channelMoments(x, other, out));
    for (Activation activation : List.of(Activation.NONE, Activation.SILU)) {
      check(
          "norm with " + activation,
          shape,
          (backend, out) -> backend.channelNorm(x, mean, root, mean, activation, out));
      Tensor[] rest = {Tensor.zeros(shape), Tensor.zeros(channels), Tensor.zeros(channels)};
      for (int i = 0; i < 3; i++) {
        int which = i;
        check(
            "gradient " + i + " with " + activation,
            rest[i].shape(),
            (backend, out) -> {
              Tensor[] all = rest.clone();
              all[which] = out;
              backend.channelNormGradient(
                  g, x, mean, root, root, mean, activation, all[0], all[1], all[2]);
            });
      }
    }
    check("silu's gradient", shape, (backend, out) -> backend.siluGradient(x, g, out));
  }

  @Property(tries = 40)
  void matrixProducts(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int batch,
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 300) int inner,
      @ForAll @IntRange(min = 1, max = 70) int columns) {
    Generator random = new Generator(seed);
    Tensor a = Tensor.randn(random, DType.F32, batch, inner, rows).transpose(1, 2);
    Tensor b = Tensor.randn(random, DType.F32, batch, inner, columns);
    check(
        "matrix product",
        new int[] {batch, rows, columns},
        (backend, out) -> backend.matmul(a, b, out));
  }
}
