package adjoint.tensor.backend;

import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;

/**
 * dL/dweight of a convolution for {@link ScalarBackend}: {@code dw[o, c, u, v] = sum over n, i, j
 * of x[n, c, i * stride + u * dilation - padding, ...] * dy[n, o, i, j]}.
 *
 * <p>It is the product of the matrix with one row per weight (c, u, v) and one column per output
 * pixel, which can be read from x where it lies, with dy transposed, which is packed.
 */
final class ScalarConvolutionWeightGradient {
  private final Tensor gradient;
  private final Tensor x;
  private final Conv2dOptions options;
  private final Tensor out;
  private final int groupOutputs;
  private final int kernelHeight;
  private final int kernelWidth;
  private final int weights;
  private final int width;
  private final int weightBlock;

  private ScalarConvolutionWeightGradient(
      Tensor gradient, Tensor x, Conv2dOptions options, Tensor out) {
    this.gradient = gradient;
    this.x = x;
    this.options = options;
    this.out = out;
    groupOutputs = out.size(0) / options.groups();
    kernelHeight = out.size(2);
    kernelWidth = out.size(3);
    weights = out.size(1) * kernelHeight * kernelWidth;
    width = Math.min(groupOutputs, Panel.WIDTH);
    long tiles = (long) options.groups() * Panel.ceilDiv(groupOutputs, width);
    weightBlock = Panel.outputsPerTile(weights, tiles);
  }

  /** See {@link Backend#conv2dWeightGradient}. */
  static void run(Tensor gradient, Tensor x, Conv2dOptions options, Tensor out) {
    if (out.elementCount() > 0 && gradient.elementCount() > 0) {
      new ScalarConvolutionWeightGradient(gradient, x, options, out).run();
    }
  }

  private void run() {
    int blocks = Panel.ceilDiv(weights, weightBlock);
    int tiles = Panel.ceilDiv(groupOutputs, width);
    Parallel.forEach(
        options.groups() * blocks * tiles,
        task -> {
          int group = task / (blocks * tiles);
          int firstWeight = task / tiles % blocks * weightBlock;
          int firstOutput = task % tiles * width;
          tile(group, firstWeight, firstOutput);
        });
  }

  private void tile(int group, int firstWeight, int firstOutput) {
    int count = Math.min(weightBlock, weights - firstWeight);
    int outputs = Math.min(width, groupOutputs - firstOutput);
    int channel = group * groupOutputs + firstOutput;
    int columns = gradient.size(3);
    Panel panel = Panel.of(out.dtype(), Math.min(Panel.DEPTH, columns), outputs, count);
    for (int image = 0; image < gradient.size(0); image++) {
      for (int i = 0; i < gradient.size(2); i++) {
        for (int j = 0; j < columns; j += Panel.DEPTH) {
          int depth = Math.min(Panel.DEPTH, columns - j);
          pack(panel, image, channel, outputs, i, j, depth);
          for (int w = 0; w < count; w++) {
            accumulate(panel, w, image, group, firstWeight + w, i, j, depth);
          }
        }
      }
    }
    for (int w = 0; w < count; w++) {
      int index = out.layout().offset() + channel * weights + firstWeight + w;
      panel.store(w, 0, out.storage(), index, weights, outputs);
    }
  }

  private void pack(Panel panel, int image, int channel, int outputs, int i, int j, int depth) {
    Layout layout = gradient.layout();
    int index =
        layout.offset()
            + image * layout.stride(0)
            + channel * layout.stride(1)
            + i * layout.stride(2)
            + j * layout.stride(3);
    for (int o = 0; o < outputs; o++) {
      panel.loadColumn(
          o, 0, gradient.storage(), index + o * layout.stride(1), layout.stride(3), depth);
    }
  }

  /** Adds what the output pixels (i, j) to (i, j + depth - 1) contribute to one weight. */
  private void accumulate(
      Panel panel, int w, int image, int group, int weight, int i, int j, int depth) {
    int taps = kernelHeight * kernelWidth;
    int channel = group * out.size(1) + weight / taps;
    int y =
        i * options.strideY()
            + weight % taps / kernelWidth * options.dilationY()
            - options.paddingY();
    if (y < 0 || y >= x.size(2)) {
      return;
    }
    int stride = options.strideX();
    int shift = weight % kernelWidth * options.dilationX() - options.paddingX();
    int first = Math.max(j, Panel.ceilDiv(-shift, stride));
    int end = Math.min(j + depth, Panel.ceilDiv(x.size(3) - shift, stride));
    if (first >= end) {
      return;
    }
    Layout layout = x.layout();
    int index =
        layout.offset()
            + image * layout.stride(0)
            + channel * layout.stride(1)
            + y * layout.stride(2)
            + (first * stride + shift) * layout.stride(3);
    panel.accumulate(w, first - j, end - first, x.storage(), index, stride * layout.stride(3));
  }
}
