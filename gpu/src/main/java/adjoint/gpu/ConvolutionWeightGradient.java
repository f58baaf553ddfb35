package adjoint.gpu;

import static adjoint.gpu.Geometry.head;
import static adjoint.gpu.Geometry.tail;

import adjoint.gpu.DeviceException.Kind;
import adjoint.gpu.kernels.ConvolutionKernel;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backend;

/**
 * Gradients of convolutions by their weights, cut into images, groups or output channels until they
 * fit. A sum over all pixels is cut into parts as well, so that there is work for all compute
 * units.
 */
final class ConvolutionWeightGradient {
  /** Terms of a part at least; fewer are not worth a tile's way to memory. */
  private static final int FEWEST_TERMS = 512;

  /** Groups of work items for each compute unit. */
  private static final int GROUPS_PER_UNIT = 4;

  private final DeviceSession session;
  private final KernelSlot<? extends ConvolutionKernel> slot;
  private final Transfer transfer;
  private final Backend cpu;

  ConvolutionWeightGradient(
      DeviceSession session,
      KernelSlot<? extends ConvolutionKernel> slot,
      Transfer transfer,
      Backend cpu) {
    this.session = session;
    this.slot = slot;
    this.transfer = transfer;
    this.cpu = cpu;
  }

  /**
   * See {@link adjoint.tensor.backend.Backend#conv2dWeightGradient}.
   *
   * @param out in any layout
   * @throws DeviceException if the device fails
   */
  void run(Tensor gradient, Tensor x, Conv2dOptions options, Tensor out) {
    int images = x.size(0);
    int groups = options.groups();
    int outputs = out.size(0);
    int parts = parts(gradient, options, out);
    if (fits(gradient, x, options, out, parts)) {
      launch(gradient, x, options, out, parts);
    } else if (images > 1) {
      int half = images / 2;
      Tensor second = Tensor.zeros(out.dtype(), out.shape());
      run(head(gradient, 0, half), head(x, 0, half), options, out);
      run(tail(gradient, 0, half), tail(x, 0, half), options, second);
      cpu.addScaled(second, 1, out);
    } else if (outputs > 1) {
      int upper = groups > 1 ? groups / 2 * (outputs / groups) : outputs / 2;
      int channels = groups > 1 ? groups / 2 * out.size(1) : x.size(1);
      int others = groups > 1 ? channels : 0;
      run(
          head(gradient, 1, upper),
          head(x, 1, channels),
          options.withGroups(Math.max(1, groups / 2)),
          head(out, 0, upper));
      run(
          tail(gradient, 1, upper),
          tail(x, 1, others),
          options.withGroups(Math.max(1, groups - groups / 2)),
          tail(out, 0, upper));
    } else {
      throw new DeviceException(Kind.MEMORY, "the gradient for a single image does not fit");
    }
  }

  private int parts(Tensor gradient, Conv2dOptions options, Tensor out) {
    long terms = (long) gradient.size(0) * gradient.size(2) * gradient.size(3);
    int weights = out.size(1) * out.size(2) * out.size(3);
    long tiles =
        (long) MatrixProduct.groups(weights)
            * MatrixProduct.groups(out.size(0) / options.groups())
            * options.groups();
    long wanted = (long) GROUPS_PER_UNIT * session.limits().computeUnits() / tiles;
    return (int) Math.max(1, Math.min(wanted, terms / FEWEST_TERMS));
  }

  private boolean fits(Tensor gradient, Tensor x, Conv2dOptions options, Tensor out, int parts) {
    return (long) gradient.size(0) * gradient.size(2) * gradient.size(3) < Integer.MAX_VALUE / 2
        && session.fits(
            slot,
            out.dtype(),
            MatrixProduct.groups(out.size(0) / options.groups()),
            (long) parts * options.groups(),
            gradient.elementCount(),
            x.elementCount(),
            (long) parts * out.elementCount());
  }

  private void launch(Tensor gradient, Tensor x, Conv2dOptions options, Tensor out, int parts) {
    ConvolutionKernel kernel = slot.kernel();
    Geometry.set(kernel, x, out, options, gradient);
    int terms = kernel.count * kernel.outputHeight * kernel.outputWidth;
    kernel.partTerms = ((terms + parts - 1) / parts + 7) / 8 * 8;
    transfer.pack(gradient, slot.first(gradient.elementCount()));
    transfer.pack(x, slot.second(x.elementCount()));
    int weights = out.size(1) * out.size(2) * out.size(3);
    Object result =
        slot.launch(
            parts * out.elementCount(),
            MatrixProduct.groups(weights),
            MatrixProduct.groups(kernel.outputs / kernel.groups),
            parts * kernel.groups);
    if (parts == 1) {
      transfer.unpack(result, out);
    } else {
      transfer.sum(result, parts, out);
    }
  }
}
