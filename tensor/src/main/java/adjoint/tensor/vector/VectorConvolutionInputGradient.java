package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;

/** The gradient of {@link VectorBackend}'s convolution with respect to its input. */
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
      new PhasedConvolution(kernel, gradient, weight, options, out).run();
    }
  }

  /** With a kernel of a single pixel, a stride of 1 and no padding: a product of matrices. */
  private static void pixelwise(
      TileKernel kernel, Tensor gradient, Tensor weight, int groups, Tensor out) {
    int channels = weight.size(0) / groups;
    int outputs = weight.size(1);
    Layout w = weight.layout();
    Layout transposed =
        Layout.of(
            new int[] {groups, outputs, channels, 1, 1},
            new int[] {channels * w.stride(0), w.stride(1), w.stride(0), 1, 1},
            w.offset());
    PackedWeights packed = PackedWeights.pack(kernel, weight.storage(), transposed);
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
