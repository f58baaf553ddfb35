package adjoint.gpu;

import static adjoint.gpu.Geometry.head;
import static adjoint.gpu.Geometry.tail;

import adjoint.gpu.DeviceException.Kind;
import adjoint.gpu.kernels.ConvolutionKernel;
import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Tensor;

/** Convolutions on the device, cut into images, groups or output channels until they fit. */
final class Convolution {
  private final DeviceSession session;
  private final KernelSlot<? extends ConvolutionKernel> slot;
  private final Transfer transfer;

  Convolution(
      DeviceSession session, KernelSlot<? extends ConvolutionKernel> slot, Transfer transfer) {
    this.session = session;
    this.slot = slot;
    this.transfer = transfer;
  }

  /**
   * See {@link adjoint.tensor.backend.Backend#conv2d}.
   *
   * @param out in any layout
   * @throws DeviceException if the device fails
   */
  void run(
      Tensor x,
      Tensor weight,
      Tensor bias,
      Conv2dOptions options,
      Activation activation,
      Tensor out) {
    int images = x.size(0);
    int groups = options.groups();
    int outputs = out.size(1);
    if (fits(x, weight, options, out)) {
      launch(x, weight, bias, options, activation, out);
    } else if (images > 1) {
      int half = images / 2;
      run(head(x, 0, half), weight, bias, options, activation, head(out, 0, half));
      run(tail(x, 0, half), weight, bias, options, activation, tail(out, 0, half));
    } else if (outputs > 1) {
      // Whole groups where there are several.
      int upper = groups > 1 ? groups / 2 * (outputs / groups) : outputs / 2;
      int channels = groups > 1 ? groups / 2 * weight.size(1) : x.size(1);
      int others = groups > 1 ? channels : 0;
      run(
          head(x, 1, channels),
          head(weight, 0, upper),
          head(bias, 0, upper),
          options.withGroups(Math.max(1, groups / 2)),
          activation,
          head(out, 1, upper));
      run(
          tail(x, 1, others),
          tail(weight, 0, upper),
          tail(bias, 0, upper),
          options.withGroups(Math.max(1, groups - groups / 2)),
          activation,
          tail(out, 1, upper));
    } else {
      throw new DeviceException(Kind.MEMORY, "a single image does not fit");
    }
  }

  private boolean fits(Tensor x, Tensor weight, Conv2dOptions options, Tensor out) {
    return session.fits(
        slot,
        out.dtype(),
        MatrixProduct.groups(out.size(1) / options.groups()),
        (long) x.size(0) * options.groups(),
        weight.elementCount(),
        x.elementCount(),
        out.elementCount(),
        out.size(1));
  }

  private void launch(
      Tensor x,
      Tensor weight,
      Tensor bias,
      Conv2dOptions options,
      Activation activation,
      Tensor out) {
    ConvolutionKernel kernel = slot.kernel();
    Geometry.set(kernel, x, weight, options, out);
    kernel.biased = bias == null ? 0 : 1;
    kernel.activation = MatrixProduct.code(activation);
    kernel.keptAt =
        weight.isContiguous()
            ? slot.kept().find(weight.storage(), weight.layout().offset(), weight.elementCount())
            : KeptWeights.NOWHERE;
    if (kernel.keptAt == KeptWeights.NOWHERE) {
      transfer.pack(weight, slot.first(weight.elementCount()));
    }
    transfer.pack(x, slot.second(x.elementCount()));
    if (bias != null) {
      transfer.pack(bias, slot.start(kernel.outputs));
    }
    Object result =
        slot.launch(
            out.elementCount(),
            MatrixProduct.groups(kernel.outputHeight * kernel.outputWidth),
            MatrixProduct.groups(kernel.outputs / kernel.groups),
            kernel.count * kernel.groups);
    transfer.unpack(result, out);
  }
}
