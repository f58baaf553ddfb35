package adjoint.tensor.backend;

import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;

/**
 * dL/dweight of a convolution with a single pixel as kernel, a stride of 1 and no padding: {@code
 * dw[o, c] = sum over n, p of dy[n, o, p] * x[n, c, p]}, inner products of planes, which are read
 * where they lie. As a product of matrices like that of larger kernels it would have to transpose
 * both factors, which costs more than the product where pixels are many and channels few.
 *
 * <p>Each product has {@link InnerProducts#LANES} sums, over the images one after the other, in
 * single precision; the sums are added in double precision at the end. Tasks share the output
 * channels, so that the bits do not depend on the number of threads.
 */
public final class PixelwiseWeightGradient {
  private static final int ROWS = InnerProducts.ROWS;
  private static final int COLUMNS = InnerProducts.COLUMNS;
  private static final int LANES = InnerProducts.LANES;
  private static final int TILE = ROWS * COLUMNS * LANES;

  /** Pixels of a plane from which on this is the faster way. */
  private static final int MANY_PIXELS = 256;

  /** Pixels of which a tile's rows and columns stay in the first-level cache. */
  private static final int STRETCH = 1024;

  /** Elements of a task's sums, which should stay in the second-level cache. */
  private static final int SUMS = 1 << 15;

  /**
   * Planes whose pixels follow each other and are a multiple of {@link InnerProducts#LANES}.
   *
   * @param array the elements
   * @param offset index of the first
   * @param image elements from one image to the next
   */
  private record Lines(float[] array, int offset, int image) {
    static Lines of(Tensor images, int pixels, int filled) {
      Tensor dense = images.contiguous();
      float[] source = dense.storage().floats();
      Layout layout = dense.layout();
      if (pixels == filled) {
        return new Lines(source, layout.offset(), layout.stride(0));
      }
      int planes = images.size(0) * images.size(1);
      float[] copy = new float[planes * filled];
      for (int plane = 0; plane < planes; plane++) {
        System.arraycopy(source, layout.offset() + plane * pixels, copy, plane * filled, pixels);
      }
      return new Lines(copy, 0, images.size(1) * filled);
    }
  }

  private final InnerProducts products;
  private final Tensor out;
  private final int images;
  private final int filled;
  private final int outputs;
  private final int inputs;
  private final int blocks;
  private final int columns;
  private final Lines a;
  private final Lines b;

  private PixelwiseWeightGradient(
      InnerProducts products, Tensor gradient, Tensor x, Conv2dOptions options, Tensor out) {
    this.products = products;
    this.out = out;
    images = x.size(0);
    int pixels = x.size(2) * x.size(3);
    filled = Panel.ceilDiv(pixels, LANES) * LANES;
    outputs = out.size(0) / options.groups();
    inputs = out.size(1);
    blocks = Panel.ceilDiv(outputs, ROWS);
    columns = Panel.ceilDiv(inputs, COLUMNS);
    a = Lines.of(gradient, pixels, filled);
    b = Lines.of(x, pixels, filled);
  }

  /** Whether a convolution is of this kind, in single precision, and large enough. */
  public static boolean applies(Tensor gradient, Conv2dOptions options, Tensor out) {
    return out.dtype() == DType.F32
        && out.size(2) == 1
        && out.size(3) == 1
        && options.strideY() == 1
        && options.strideX() == 1
        && options.paddingY() == 0
        && options.paddingX() == 0
        && gradient.size(2) * gradient.size(3) >= MANY_PIXELS
        && out.size(0) / options.groups() >= ROWS
        && out.size(1) >= COLUMNS;
  }

  /** See {@link Backend#conv2dWeightGradient}. */
  public static void run(
      InnerProducts products, Tensor gradient, Tensor x, Conv2dOptions options, Tensor out) {
    PixelwiseWeightGradient problem =
        new PixelwiseWeightGradient(products, gradient, x, options, out);
    int fitting = Math.max(1, SUMS / (problem.columns * TILE));
    int share = Math.min(fitting, Panel.ceilDiv(problem.blocks, Parallel.threads()));
    int tasks = Panel.ceilDiv(problem.blocks, share);
    Parallel.forEach(
        options.groups() * tasks,
        task -> problem.multiply(task / tasks, task % tasks * share, share));
  }

  /** The weights of some blocks of output channels and all input channels of a group. */
  private void multiply(int group, int firstBlock, int atMost) {
    int count = Math.min(atMost, blocks - firstBlock);
    float[] sums = new float[count * columns * TILE];
    for (int image = 0; image < images; image++) {
      int startA = a.offset + image * a.image + group * outputs * filled;
      int startB = b.offset + image * b.image + group * inputs * filled;
      for (int pixel = 0; pixel < filled; pixel += STRETCH) {
        int terms = Math.min(STRETCH, filled - pixel);
        for (int block = 0; block < count; block++) {
          int fromA = startA + firstRow(firstBlock + block) * filled + pixel;
          for (int column = 0; column < columns; column++) {
            int fromB = startB + firstColumn(column) * filled + pixel;
            int at = (block * columns + column) * TILE;
            products.add(a.array, fromA, b.array, fromB, filled, terms, sums, at);
          }
        }
      }
    }
    for (int block = 0; block < count; block++) {
      int output = group * outputs + firstRow(firstBlock + block);
      for (int column = 0; column < columns; column++) {
        store(sums, (block * columns + column) * TILE, output, firstColumn(column));
      }
    }
  }

  /** The first output channel of a block; the last block overlaps the one before if need be. */
  private int firstRow(int block) {
    return Math.min(block * ROWS, outputs - ROWS);
  }

  private int firstColumn(int column) {
    return Math.min(column * COLUMNS, inputs - COLUMNS);
  }

  private void store(float[] sums, int at, int output, int input) {
    float[] weights = out.storage().floats();
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      double total = 0;
      for (int lane = 0; lane < LANES; lane++) {
        total += sums[at + i * LANES + lane];
      }
      int index = (output + i / COLUMNS) * inputs + input + i % COLUMNS;
      weights[out.layout().offset() + index] = (float) total;
    }
  }
}
