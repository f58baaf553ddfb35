package adjoint.gpu;

import static adjoint.gpu.Geometry.head;
import static adjoint.gpu.Geometry.tail;

import adjoint.gpu.DeviceException.Kind;
import adjoint.gpu.kernels.ConvolutionKernel;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Tensor;

/**
 * Gradients of convolutions by their images, cut into images, groups or channels until they fit.
 */
final class ConvolutionInputGradient {
  private final DeviceSession session;
  private final KernelSlot<? extends ConvolutionKernel> slot;
  private final Transfer transfer;

  ConvolutionInputGradient(
      DeviceSession session, KernelSlot<? extends ConvolutionKernel> slot, Transfer transfer) {
    this.session = session;
    this.slot = slot;
    this.transfer = transfer;
  }

  /**
   * See {@link adjoint.tensor.backend.Backend#conv2dInputGradient}.
   *
   * @param out in any layout
   * @throws DeviceException if the device fails
   */
  void run(Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    int images = out.size(0);
    int groups = options.groups();
    if (fits(gradient, weight, options, out)) {
      launch(gradient, weight, options, out);
    } else if (images > 1) {
      int half = images / 2;
      run(head(gradient, 0, half), weight, options, head(out, 0, half));
      run(tail(gradient, 0, half), weight, options, tail(out, 0, half));
    } else if (groups > 1) {
      int half = groups / 2;
      int outputs = half * (gradient.size(1) / groups);
      int channels = half * weight.size(1);
      run(
          head(gradient, 1, outputs),
          head(weight, 0, outputs),
          options.withGroups(half),
          head(out, 1, channels));
      run(
          tail(gradient, 1, outputs),
          tail(weight, 0, outputs),
          options.withGroups(groups - half),
          tail(out, 1, channels));
    } else if (out.size(1) > 1) {
      int half = out.size(1) / 2;
      run(gradient, head(weight, 1, half), options, head(out, 1, half));
      run(gradient, tail(weight, 1, half), options, tail(out, 1, half));
    } else {
      throw new DeviceException(Kind.MEMORY, "the gradient of a single image does not fit");
    }
  }

  private boolean fits(Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    return session.fits(
        slot,
        out.dtype(),
        MatrixProduct.groups(out.size(1) / options.groups()),
        (long) out.size(0) * options.groups(),
        weight.elementCount(),
        gradient.elementCount(),
        out.elementCount());
  }

  private void launch(Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    ConvolutionKernel kernel = slot.kernel();
    Geometry.set(kernel, out, weight, options, gradient);
    transfer.pack(weight, slot.first(weight.elementCount()));
    transfer.pack(gradient, slot.second(gradient.elementCount()));
    Object result =
        slot.launch(
            out.elementCount(),
            MatrixProduct.groups(kernel.height * kernel.width),
            MatrixProduct.groups(kernel.channels / kernel.groups),
            kernel.count * kernel.groups);
    transfer.unpack(result, out);
  }
}
