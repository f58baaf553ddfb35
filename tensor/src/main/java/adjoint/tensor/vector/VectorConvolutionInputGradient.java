package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import adjoint.tensor.vector.ShiftConvolution.Phase;
import adjoint.tensor.vector.ShiftConvolution.Target;

/**
 * The gradient of {@link VectorBackend}'s convolution with respect to its input: {@code dx[c, y, x]
 * = sum over o, u, v of weight[o, c, u, v] * dy[o, (y + padding - u * dilation) / stride, ...]}.
 *
 * <p>Only taps without a remainder contribute, and which these are depends on (y mod stride, x mod
 * stride) alone. The pixels of one such phase are a convolution of dy with stride 1, whose weights
 * are those of the contributing taps, the last tap first. With a kernel of a single pixel, a stride
 * of 1 and no padding, it is a product of matrices.
 */
final class VectorConvolutionInputGradient {
  private VectorConvolutionInputGradient() {}

  /** See {@link adjoint.tensor.backend.Backend#conv2dInputGradient}; F32 only. */
  static void run(
      TileKernel kernel, Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    if (out.elementCount() == 0 || gradient.elementCount() == 0) {
      return;
    }
    if (VectorConvolution.isPixelwise(gradient, weight, options)) {
      pixelwise(kernel, gradient, weight, options.groups(), out);
    } else {
      phased(kernel, gradient, weight, options, out);
    }
  }

  private static void phased(
      TileKernel kernel, Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    int strideY = options.strideY();
    int strideX = options.strideX();
    int groups = options.groups();
    PhaseTaps[] rows =
        PhaseTaps.all(options.paddingY(), strideY, options.dilationY(), weight.size(2));
    PhaseTaps[] columns =
        PhaseTaps.all(options.paddingX(), strideX, options.dilationX(), weight.size(3));
    ShiftGeometry geometry =
        new ShiftGeometry(
            out.size(0),
            PhaseTaps.axis(rows, gradient.size(2), TaskSize.ceilDiv(out.size(2), strideY)),
            PhaseTaps.axis(columns, gradient.size(3), TaskSize.ceilDiv(out.size(3), strideX)));
    Phase[] phases = new Phase[strideY * strideX];
    int firstRow = 0;
    for (int y = 0; y < strideY; y++) {
      int firstColumn = 0;
      for (int x = 0; x < strideX; x++) {
        phases[y * strideX + x] =
            new Phase(
                packed(kernel, weight, groups, rows[y], columns[x]),
                firstRow,
                rows[y].count(),
                firstColumn,
                columns[x].count());
        firstColumn += columns[x].count();
      }
      firstRow += rows[y].count();
    }
    int outputs = weight.size(1);
    new ShiftConvolution(
            kernel,
            geometry,
            groups,
            weight.size(0) / groups,
            outputs,
            Planes.of(gradient),
            phases,
            new float[groups * TaskSize.ceilDiv(outputs, kernel.rows()) * kernel.rows()],
            Activation.NONE,
            new Target(Planes.of(out), out.size(2), out.size(3), strideY, strideX))
        .run();
  }

  /** The weights of a phase: groups x C/groups x O/groups x taps x taps; null without taps. */
  private static PackedWeights packed(
      TileKernel kernel, Tensor weight, int groups, PhaseTaps rows, PhaseTaps columns) {
    if (rows.count() * columns.count() == 0) {
      return null;
    }
    Layout w = weight.layout();
    int channels = weight.size(0) / groups;
    int[] shape = {groups, weight.size(1), channels, rows.count(), columns.count()};
    int[] strides = {
      channels * w.stride(0),
      w.stride(1),
      w.stride(0),
      -rows.step() * w.stride(2),
      -columns.step() * w.stride(3),
    };
    int offset = w.offset() + rows.last() * w.stride(2) + columns.last() * w.stride(3);
    return PackedWeights.pack(kernel, weight.storage(), Layout.of(shape, strides, offset));
  }

  /** With a kernel of a single pixel, a stride of 1 and no padding: a product of matrices. */
  private static void pixelwise(
      TileKernel kernel, Tensor gradient, Tensor weight, int groups, Tensor out) {
    int channels = weight.size(0) / groups;
    int outputs = weight.size(1);
    PhaseTaps only = PhaseTaps.of(0, 1, 1, 1);
    PackedWeights packed = packed(kernel, weight, groups, only, only);
    Planes source = Planes.of(gradient);
    Planes target = Planes.of(out);
    new MatrixMultiplication(
            kernel,
            out.size(0),
            groups,
            outputs,
            channels,
            out.size(2) * out.size(3),
            source,
            packed,
            packed.startValues(null),
            Activation.NONE,
            target,
            channels * source.channel(),
            outputs * target.channel())
        .run();
  }
}
