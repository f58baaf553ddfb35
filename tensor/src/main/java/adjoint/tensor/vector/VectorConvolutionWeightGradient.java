package adjoint.tensor.vector;

import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;

/**
 * The gradient of {@link VectorBackend}'s convolution with respect to its weights: {@code dw[o, c,
 * u, v] = sum over n, i, j of dy[n, o, i, j] * x[n, c, i * stride + u * dilation - padding, ...]}.
 *
 * <p>A product of matrices once more: dy with a row per output channel and a term per pixel, times
 * the pixels of x with a term per output pixel and a column per weight. With the channels of x
 * last, {@code v} and {@code c} neighbours in memory make up a row of the kernel window, and an
 * output pixel is a constant shift of it, so the columns need no unfolding: all windows' rows u are
 * read where they lie. Where the kernel's height is a multiple of the vertical stride, as many rows
 * of x as that stride lie interleaved, which makes longer rows of the window: a tile of columns is
 * filled better where channels are few.
 *
 * <p>Images are done one after the other and pixels in row-major order, whatever the number of
 * threads; these share the output channels and columns among them.
 */
final class VectorConvolutionWeightGradient {
  private final TileKernel kernel;
  private final Tensor gradient;
  private final Tensor x;
  private final Conv2dOptions options;
  private final Tensor out;
  private final int groupOutputs;
  private final int groupInputs;
  private final int blocks;
  private final int pixels;
  private final int paddedHeight;
  private final int paddedWidth;
  private final int interleaved;
  private final int cellLength;
  private final int runWidth;
  private final int runs;
  private final int runLength;
  private final int runTiles;
  private final float[] cells;
  private final PackedWeights factor;
  private final float[] sums;
  private final float[] zeros;
  private final int[] offsets;

  private VectorConvolutionWeightGradient(
      TileKernel kernel, Tensor gradient, Tensor x, Conv2dOptions options, Tensor out) {
    this.kernel = kernel;
    this.gradient = gradient;
    this.x = x;
    this.options = options;
    this.out = out;
    groupOutputs = out.size(0) / options.groups();
    groupInputs = out.size(1);
    pixels = gradient.size(2) * gradient.size(3);
    paddedHeight =
        (gradient.size(2) - 1) * options.strideY() + (out.size(2) - 1) * options.dilationY() + 1;
    paddedWidth =
        (gradient.size(3) - 1) * options.strideX() + (out.size(3) - 1) * options.dilationX() + 1;
    boolean joined = options.dilationX() == 1;
    boolean fits = joined && options.dilationY() == 1 && out.size(2) % options.strideY() == 0;
    interleaved = fits ? options.strideY() : 1;
    cellLength = interleaved * groupInputs;
    runWidth = joined ? out.size(3) : 1;
    runs = out.size(2) / interleaved * (out.size(3) / runWidth);
    runLength = runWidth * cellLength;
    runTiles = TaskSize.ceilDiv(runLength, kernel.columns());
    cells = new float[paddedHeight * paddedWidth * groupInputs + kernel.columns()];
    factor = new PackedWeights(kernel, 1, groupOutputs, pixels);
    blocks = factor.blocks();
    zeros = factor.startValues(null);
    int length = runs * runTiles * blocks * kernel.rows() * kernel.columns();
    sums = new float[TileKernel.ALIGNED + length];
    offsets = pixelOffsets();
  }

  /** See {@link adjoint.tensor.backend.Backend#conv2dWeightGradient}; F32 only. */
  static void run(TileKernel kernel, Tensor gradient, Tensor x, Conv2dOptions options, Tensor out) {
    if (out.elementCount() > 0 && gradient.elementCount() > 0) {
      new VectorConvolutionWeightGradient(kernel, gradient, x, options, out).run();
    }
  }

  /** Where the windows of the output pixels start in {@link #cells}. */
  private int[] pixelOffsets() {
    int columns = gradient.size(3);
    int[] starts = new int[pixels];
    for (int p = 0; p < pixels; p++) {
      starts[p] = cell(p / columns * options.strideY(), p % columns * options.strideX());
    }
    return starts;
  }

  /** Where the channels of a pixel of the padded image start in {@link #cells}. */
  private int cell(int y, int x) {
    int line = y / interleaved * paddedWidth;
    return (line + x) * cellLength + y % interleaved * groupInputs;
  }

  private void run() {
    int tiles = runs * runTiles;
    int parts = Math.min(blocks, TaskSize.ceilDiv(4 * Parallel.threads(), tiles));
    int partBlocks = TaskSize.ceilDiv(blocks, parts);
    int taskTiles =
        Parallel.threads() == 1 ? tiles : TaskSize.ceilDiv(tiles, 4 * Parallel.threads());
    int tasks = TaskSize.ceilDiv(tiles, taskTiles);
    for (int group = 0; group < options.groups(); group++) {
      for (int image = 0; image < gradient.size(0); image++) {
        prepare(image, group);
        boolean first = image == 0;
        int usedParts = TaskSize.ceilDiv(blocks, partBlocks);
        Parallel.forEach(
            tasks * usedParts,
            task -> {
              int firstTile = task / usedParts * taskTiles;
              int firstBlock = task % usedParts * partBlocks;
              accumulate(
                  first,
                  firstTile,
                  Math.min(firstTile + taskTiles, tiles),
                  firstBlock,
                  Math.min(firstBlock + partBlocks, blocks));
            });
      }
      store(group);
    }
  }

  /** Brings an image and its gradient into the form that the tiles read. */
  private void prepare(int image, int group) {
    Parallel.forEach(paddedHeight, row -> channelsLast(image, group, row));
    Layout layout = gradient.layout();
    int[] shape = {1, groupOutputs, 1, layout.size(2), layout.size(3)};
    int[] strides = {0, layout.stride(1), 0, layout.stride(2), layout.stride(3)};
    int plane = image * layout.stride(0) + group * groupOutputs * layout.stride(1);
    factor.fill(gradient.storage(), Layout.of(shape, strides, layout.offset() + plane));
  }

  /** Copies a row of the padded image; what lies outside of the image is zero and stays so. */
  private void channelsLast(int image, int group, int row) {
    int y = row - options.paddingY();
    int first = options.paddingX();
    int end = Math.min(first + x.size(3), paddedWidth);
    if (y < 0 || y >= x.size(2) || first >= end) {
      return;
    }
    Planes planes = Planes.of(x);
    int index =
        planes.offset()
            + image * planes.image()
            + group * groupInputs * planes.channel()
            + y * planes.row();
    Copies.transpose(
        planes.array(),
        index,
        planes.channel(),
        planes.column(),
        cells,
        cell(row, first),
        cellLength,
        groupInputs,
        end - first);
  }

  private void accumulate(boolean first, int firstTile, int endTile, int firstBlock, int endBlock) {
    float[] panel = Scratch.own().panel(kernel.panelLength());
    int tileLength = kernel.rows() * kernel.columns();
    for (int pixel = 0; pixel < pixels; pixel += TileKernel.PANEL_DEPTH) {
      int depth = Math.min(TileKernel.PANEL_DEPTH, pixels - pixel);
      for (int tile = firstTile; tile < endTile; tile++) {
        kernel.pack(cells, tileBase(tile), offsets, pixel, depth, panel);
        factor.multiply(
            0,
            firstBlock,
            endBlock - firstBlock,
            pixel,
            depth,
            panel,
            first ? zeros : null,
            sums,
            TileKernel.ALIGNED + (tile * blocks + firstBlock) * tileLength,
            kernel.columns());
      }
    }
  }

  /** Where in a window the columns of a tile start. */
  private int tileBase(int tile) {
    int run = tile / runTiles;
    int perLine = out.size(3) / runWidth;
    int u = run / perLine * interleaved;
    int v = run % perLine;
    int window = cell(u * options.dilationY(), v * options.dilationX());
    return window + tile % runTiles * kernel.columns();
  }

  private void store(int group) {
    Parallel.forEach(
        groupOutputs,
        o -> {
          int to = out.layout().offset() + (group * groupOutputs + o) * out.layout().stride(0);
          for (int run = 0; run < runs; run++) {
            for (int tile = 0; tile < runTiles; tile++) {
              int row = (run * runTiles + tile) * blocks * kernel.rows() + o;
              int first = tile * kernel.columns();
              int count = Math.min(kernel.columns(), runLength - first);
              storeRun(TileKernel.ALIGNED + row * kernel.columns(), to, run, first, count);
            }
          }
        });
  }

  /** Stores the sums from {@code from} on, which are a run's elements from {@code first} on. */
  private void storeRun(int from, int to, int run, int first, int count) {
    float[] weights = out.storage().floats();
    int taps = out.size(2) * out.size(3);
    int v = first / cellLength;
    int line = first % cellLength / groupInputs;
    int input = first % groupInputs;
    for (int i = 0; i < count; i++) {
      int tap = (run * interleaved + line) * runWidth + v;
      weights[to + input * taps + tap] = sums[from + i];
      if (++input == groupInputs) {
        input = 0;
        if (++line == interleaved) {
          line = 0;
          v++;
        }
      }
    }
  }
}
