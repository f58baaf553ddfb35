package adjoint.tensor.backend;

import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;

/**
 * dL/dx of a convolution for {@link ScalarBackend}: {@code dx[c, y, x] = sum over o, u, v of
 * weight[o, c, u, v] * dy[o, (y + padding - u * dilation) / stride, ...]} over the taps for which
 * the divisions leave no remainder.
 *
 * <p>Which taps these are depends only on (y mod stride, x mod stride). The pixels of one such
 * phase are computed together: seen by themselves they are a convolution of dy with stride 1.
 */
final class ScalarConvolutionInputGradient {
  private final Tensor gradient;
  private final Tensor weight;
  private final Conv2dOptions options;
  private final Tensor out;
  private final int groupOutputs;
  private final int groupInputs;

  private ScalarConvolutionInputGradient(
      Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    this.gradient = gradient;
    this.weight = weight;
    this.options = options;
    this.out = out;
    groupOutputs = weight.size(0) / options.groups();
    groupInputs = weight.size(1);
  }

  /** See {@link Backend#conv2dInputGradient}. */
  static void run(Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    if (out.elementCount() == 0 || gradient.elementCount() == 0) {
      return;
    }
    var whole = new ScalarConvolutionInputGradient(gradient, weight, options, out);
    for (int y = 0; y < Math.min(options.strideY(), out.size(2)); y++) {
      for (int x = 0; x < Math.min(options.strideX(), out.size(3)); x++) {
        Taps tapsY =
            Taps.of(y + options.paddingY(), options.strideY(), options.dilationY(), weight.size(2));
        Taps tapsX =
            Taps.of(x + options.paddingX(), options.strideX(), options.dilationX(), weight.size(3));
        if (tapsY.count > 0 && tapsX.count > 0) {
          whole.new Phase(y, x, tapsY, tapsX).run();
        }
      }
    }
  }

  /**
   * The kernel taps {@code last, last - step, ...} that contribute to one phase of an axis, and how
   * far from pixel i of the phase the pixel of dy lies that each of them meets.
   *
   * @param last the largest contributing tap
   * @param step taps from one to the next
   * @param count how many there are
   * @param shift distance of the pixel that {@code last} meets
   * @param shiftStep how much the distance grows from one tap to the next
   */
  private record Taps(int last, int step, int count, int shift, int shiftStep) {
    static Taps of(int position, int stride, int dilation, int kernel) {
      int step = stride / greatestCommonDivisor(stride, dilation);
      int last = kernel - 1;
      while (last >= 0 && (position - last * dilation) % stride != 0) {
        last--;
      }
      int count = last < 0 ? 0 : last / step + 1;
      int shift = (position - last * dilation) / stride;
      return new Taps(last, step, count, shift, step * dilation / stride);
    }

    private static int greatestCommonDivisor(int a, int b) {
      return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
  }

  /** The pixels (phaseY + i * strideY, phaseX + j * strideX) of all planes. */
  private final class Phase {
    private final int phaseY;
    private final int phaseX;
    private final Taps tapsY;
    private final Taps tapsX;
    private final Tensor kernel;
    private final PlaneReader reader;
    private final int columns;
    private final int pixels;
    private final int terms;
    private final int width;
    private final int channelBlock;

    Phase(int phaseY, int phaseX, Taps tapsY, Taps tapsX) {
      this.phaseY = phaseY;
      this.phaseX = phaseX;
      this.tapsY = tapsY;
      this.tapsX = tapsX;
      kernel = selectKernel();
      columns = Panel.ceilDiv(out.size(3) - phaseX, options.strideX());
      pixels = Panel.ceilDiv(out.size(2) - phaseY, options.strideY()) * columns;
      reader = new PlaneReader(gradient, 1, 1, columns);
      terms = groupOutputs * tapsY.count * tapsX.count;
      width = Math.min(pixels, Panel.WIDTH);
      long tiles = (long) out.size(0) * options.groups() * Panel.ceilDiv(pixels, width);
      channelBlock = Panel.outputsPerTile(groupInputs, tiles);
    }

    /** The weights of the taps, taps descending: groups x C/groups x O/groups x taps x taps. */
    private Tensor selectKernel() {
      Layout layout = weight.layout();
      int[] shape = {
        options.groups(), groupInputs, groupOutputs, tapsY.count, tapsX.count,
      };
      int[] strides = {
        groupOutputs * layout.stride(0),
        layout.stride(1),
        layout.stride(0),
        -tapsY.step * layout.stride(2),
        -tapsX.step * layout.stride(3),
      };
      int offset = layout.offset() + tapsY.last * layout.stride(2) + tapsX.last * layout.stride(3);
      return Tensor.of(weight.storage(), Layout.of(shape, strides, offset)).contiguous();
    }

    void run() {
      int blocks = Panel.ceilDiv(groupInputs, channelBlock);
      int tiles = Panel.ceilDiv(pixels, width);
      Parallel.forEach(
          out.size(0) * options.groups() * blocks * tiles,
          task -> {
            int image = task / (options.groups() * blocks * tiles);
            int group = task / (blocks * tiles) % options.groups();
            int firstChannel = task / tiles % blocks * channelBlock;
            int firstPixel = task % tiles * width;
            tile(image, group, firstChannel, firstPixel);
          });
    }

    private void tile(int image, int group, int firstChannel, int firstPixel) {
      int channels = Math.min(channelBlock, groupInputs - firstChannel);
      int count = Math.min(width, pixels - firstPixel);
      Panel panel = Panel.of(out.dtype(), Math.min(Panel.DEPTH, terms), count, channels);
      for (int term = 0; term < terms; term += Panel.DEPTH) {
        int depth = Math.min(Panel.DEPTH, terms - term);
        for (int row = 0; row < depth; row++) {
          pack(panel, row, image, group, term + row, firstPixel, count);
        }
        for (int c = 0; c < channels; c++) {
          int index =
              kernel.layout().offset() + (group * groupInputs + firstChannel + c) * terms + term;
          panel.accumulate(c, 0, depth, kernel.storage(), index, 1);
        }
      }
      for (int c = 0; c < channels; c++) {
        store(panel, c, image, group * groupInputs + firstChannel + c, firstPixel, count);
      }
    }

    private void pack(
        Panel panel, int row, int image, int group, int term, int firstPixel, int count) {
      int taps = tapsY.count * tapsX.count;
      int channel = group * groupOutputs + term / taps;
      int shiftY = tapsY.shift + term % taps / tapsX.count * tapsY.shiftStep;
      int shiftX = tapsX.shift + term % tapsX.count * tapsX.shiftStep;
      Layout layout = gradient.layout();
      int plane = layout.offset() + image * layout.stride(0) + channel * layout.stride(1);
      reader.pack(panel, row, plane, shiftY, shiftX, firstPixel, count);
    }

    private void store(Panel panel, int c, int image, int channel, int firstPixel, int count) {
      int height = out.size(2);
      int plane = out.layout().offset() + (image * out.size(1) + channel) * height * out.size(3);
      int i = firstPixel / columns;
      int j = firstPixel % columns;
      int column = 0;
      while (column < count) {
        int run = Math.min(columns - j, count - column);
        int y = phaseY + i * options.strideY();
        int x = phaseX + j * options.strideX();
        panel.store(c, column, out.storage(), plane + y * out.size(3) + x, options.strideX(), run);
        column += run;
        i++;
        j = 0;
      }
    }
  }
}
