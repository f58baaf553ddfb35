package adjoint.gpu;

import adjoint.gpu.kernels.ConvolutionKernel;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Tensor;

/** What the convolution and its gradients have in common. */
final class Geometry {
  private Geometry() {}

  /** Sets the sizes of a kernel; images and outputs may be those tensors or their gradients. */
  static void set(
      ConvolutionKernel kernel,
      Tensor images,
      Tensor weight,
      Conv2dOptions options,
      Tensor outputs) {
    kernel.channels = images.size(1);
    kernel.height = images.size(2);
    kernel.width = images.size(3);
    kernel.outputs = outputs.size(1);
    kernel.outputHeight = outputs.size(2);
    kernel.outputWidth = outputs.size(3);
    kernel.kernelHeight = weight.size(2);
    kernel.kernelWidth = weight.size(3);
    kernel.strideY = options.strideY();
    kernel.strideX = options.strideX();
    kernel.paddingY = options.paddingY();
    kernel.paddingX = options.paddingX();
    kernel.dilationY = options.dilationY();
    kernel.dilationX = options.dilationX();
    kernel.groups = options.groups();
    kernel.count = images.size(0);
  }

  /** Whether the convolution multiplies each pixel by a matrix, and does nothing else. */
  static boolean isPixelwise(Tensor weight, Conv2dOptions options) {
    return weight.size(2) == 1
        && weight.size(3) == 1
        && options.strideY() == 1
        && options.strideX() == 1
        && options.paddingY() == 0
        && options.paddingX() == 0
        && options.groups() == 1;
  }

  /** Images or outputs as a stack of matrices, one row for each channel. */
  static Tensor planes(Tensor x) {
    return x.reshape(x.size(0), x.size(1), x.size(2) * x.size(3));
  }

  /** The part of a dimension before a place. */
  static Tensor head(Tensor x, int dimension, int size) {
    return x == null ? null : x.slice(dimension, 0, size);
  }

  /** The part of a dimension from a place on. */
  static Tensor tail(Tensor x, int dimension, int start) {
    return x == null ? null : x.slice(dimension, start, x.size(dimension));
  }
}
