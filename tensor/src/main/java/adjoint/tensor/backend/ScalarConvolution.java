package adjoint.tensor.backend;

import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;

/**
 * The convolution of {@link ScalarBackend}: the product of the weight matrix, one row per output
 * channel, with the matrix that has one row per term (c, u, v) and one column per output pixel. Of
 * that second matrix only the rows and columns of a tile exist at a time.
 */
final class ScalarConvolution {
  private final Tensor x;
  private final Tensor weight;
  private final Tensor bias;
  private final Conv2dOptions options;
  private final Tensor out;
  private final PlaneReader reader;
  private final int groupOutputs;
  private final int kernelHeight;
  private final int kernelWidth;
  private final int terms;
  private final int pixels;
  private final int width;
  private final int outputBlock;

  private ScalarConvolution(
      Tensor x, Tensor weight, Tensor bias, Conv2dOptions options, Tensor out) {
    this.x = x;
    this.weight = weight.contiguous();
    this.bias = bias;
    this.options = options;
    this.out = out;
    reader = new PlaneReader(x, options.strideY(), options.strideX(), out.size(3));
    groupOutputs = out.size(1) / options.groups();
    kernelHeight = weight.size(2);
    kernelWidth = weight.size(3);
    terms = weight.size(1) * kernelHeight * kernelWidth;
    pixels = out.size(2) * out.size(3);
    width = Math.min(pixels, Panel.WIDTH);
    long tiles = (long) out.size(0) * options.groups() * Panel.ceilDiv(pixels, width);
    outputBlock = Panel.outputsPerTile(groupOutputs, tiles);
  }

  /** See {@link Backend#conv2d}; without the activation. */
  static void forward(Tensor x, Tensor weight, Tensor bias, Conv2dOptions options, Tensor out) {
    if (out.elementCount() > 0) {
      new ScalarConvolution(x, weight, bias, options, out).run();
    }
  }

  private void run() {
    int blocks = Panel.ceilDiv(groupOutputs, outputBlock);
    int tiles = Panel.ceilDiv(pixels, width);
    Parallel.forEach(
        out.size(0) * options.groups() * blocks * tiles,
        task -> {
          int image = task / (options.groups() * blocks * tiles);
          int group = task / (blocks * tiles) % options.groups();
          int firstOutput = task / tiles % blocks * outputBlock;
          int firstPixel = task % tiles * width;
          tile(image, group, firstOutput, firstPixel);
        });
  }

  private void tile(int image, int group, int firstOutput, int firstPixel) {
    int outputs = Math.min(outputBlock, groupOutputs - firstOutput);
    int count = Math.min(width, pixels - firstPixel);
    int firstChannel = group * groupOutputs + firstOutput;
    Panel panel = Panel.of(out.dtype(), Math.min(Panel.DEPTH, terms), count, outputs);
    if (bias != null) {
      for (int o = 0; o < outputs; o++) {
        panel.start(o, bias.get(firstChannel + o));
      }
    }
    for (int term = 0; term < terms; term += Panel.DEPTH) {
      int depth = Math.min(Panel.DEPTH, terms - term);
      for (int row = 0; row < depth; row++) {
        pack(panel, row, image, group, term + row, firstPixel, count);
      }
      for (int o = 0; o < outputs; o++) {
        int index = weight.layout().offset() + (firstChannel + o) * terms + term;
        panel.accumulate(o, 0, depth, weight.storage(), index, 1);
      }
    }
    for (int o = 0; o < outputs; o++) {
      int index = (image * out.size(1) + firstChannel + o) * pixels + firstPixel;
      panel.store(o, 0, out.storage(), out.layout().offset() + index, 1, count);
    }
  }

  private void pack(
      Panel panel, int row, int image, int group, int term, int firstPixel, int count) {
    int taps = kernelHeight * kernelWidth;
    int channel = group * weight.size(1) + term / taps;
    int u = term % taps / kernelWidth;
    int v = term % kernelWidth;
    Layout layout = x.layout();
    reader.pack(
        panel,
        row,
        layout.offset() + image * layout.stride(0) + channel * layout.stride(1),
        u * options.dilationY() - options.paddingY(),
        v * options.dilationX() - options.paddingX(),
        firstPixel,
        count);
  }
}
