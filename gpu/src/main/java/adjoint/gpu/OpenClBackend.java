package adjoint.gpu;

import adjoint.gpu.kernels.ConvolutionF32;
import adjoint.gpu.kernels.ConvolutionF64;
import adjoint.gpu.kernels.ConvolutionInputGradientF32;
import adjoint.gpu.kernels.ConvolutionInputGradientF64;
import adjoint.gpu.kernels.ConvolutionKernel;
import adjoint.gpu.kernels.ConvolutionWeightGradientF32;
import adjoint.gpu.kernels.ConvolutionWeightGradientF64;
import adjoint.gpu.kernels.MatrixProductF32;
import adjoint.gpu.kernels.MatrixProductF64;
import adjoint.gpu.kernels.MatrixProductKernel;
import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backend;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Matrix products and convolutions on an OpenCL device, everything else by the backend beneath,
 * which also takes over what is too small to be worth the way and what the device fails to do.
 *
 * <p>Unlike the other backends this one does not promise bits: the device adds in another order and
 * may fuse multiplications and additions.
 */
final class OpenClBackend extends DelegatingBackend {
  private final DeviceSession session;
  private final long smallest;
  private final Map<DType, Operations> operations = new EnumMap<>(DType.class);

  /** The kernels of one element type. */
  private static final class Operations {
    final KernelSlot<? extends MatrixProductKernel> productSlot;
    final KernelSlot<? extends ConvolutionKernel> forwardSlot;
    final KernelSlot<? extends ConvolutionKernel> inputSlot;
    final KernelSlot<? extends ConvolutionKernel> weightSlot;
    final MatrixProduct product;
    final Convolution forward;
    final ConvolutionInputGradient inputGradient;
    final ConvolutionWeightGradient weightGradient;

    Operations(
        DeviceSession session,
        Backend cpu,
        DType type,
        Supplier<? extends MatrixProductKernel> matrixProduct,
        Supplier<? extends ConvolutionKernel> convolution,
        Supplier<? extends ConvolutionKernel> byInput,
        Supplier<? extends ConvolutionKernel> byWeight) {
      Transfer transfer = new Transfer(cpu);
      productSlot = session.slot(type, matrixProduct);
      forwardSlot = session.slot(type, convolution);
      inputSlot = session.slot(type, byInput);
      weightSlot = session.slot(type, byWeight);
      product = new MatrixProduct(session, productSlot, transfer);
      forward = new Convolution(session, forwardSlot, transfer);
      inputGradient = new ConvolutionInputGradient(session, inputSlot, transfer);
      weightGradient = new ConvolutionWeightGradient(session, weightSlot, transfer, cpu);
    }
  }

  OpenClBackend(Backend cpu, Launcher launcher, Settings settings) {
    super(cpu);
    smallest = settings.smallest();
    session = new DeviceSession(launcher, settings);
    operations.put(
        DType.F32,
        new Operations(
            session,
            cpu,
            DType.F32,
            MatrixProductF32::new,
            ConvolutionF32::new,
            ConvolutionInputGradientF32::new,
            ConvolutionWeightGradientF32::new));
    operations.put(
        DType.F64,
        new Operations(
            session,
            cpu,
            DType.F64,
            MatrixProductF64::new,
            ConvolutionF64::new,
            ConvolutionInputGradientF64::new,
            ConvolutionWeightGradientF64::new));
  }

  @Override
  public String name() {
    return OpenClProvider.NAME;
  }

  @Override
  public String description() {
    return "OpenCL on "
        + session.limits().device()
        + ", at most "
        + (session.memory() >> 20)
        + " MiB, products from "
        + smallest
        + " multiply-adds; otherwise "
        + cpu().description();
  }

  @Override
  public String profile() {
    return session.profile().table();
  }

  /** The device in use. */
  DeviceSession session() {
    return session;
  }

  /** Whether something is large enough to be worth the way; nothing without terms is. */
  private boolean takes(Tensor out, long terms) {
    return terms > 0 && out.elementCount() > 0 && out.elementCount() * terms >= smallest;
  }

  private static String label(String operation, Tensor first, Tensor second) {
    return operation
        + " "
        + first.dtype()
        + Arrays.toString(first.shape())
        + " "
        + Arrays.toString(second.shape());
  }

  @Override
  public void matmul(Tensor a, Tensor b, Tensor out) {
    Operations ours = operations.get(out.dtype());
    if (!takes(out, a.size(2))
        || !session.run(
            ours.productSlot,
            label("matmul", a, b),
            out,
            () -> ours.product.run(a, b, null, Activation.NONE, false, out))) {
      super.matmul(a, b, out);
    }
  }

  @Override
  public void conv2d(
      Tensor x,
      Tensor weight,
      Tensor bias,
      Conv2dOptions options,
      Activation activation,
      Tensor out) {
    if (!takes(out, terms(weight)) || !onDevice(x, weight, bias, options, activation, out)) {
      super.conv2d(x, weight, bias, options, activation, out);
    }
  }

  private boolean onDevice(
      Tensor x,
      Tensor weight,
      Tensor bias,
      Conv2dOptions options,
      Activation activation,
      Tensor out) {
    Operations ours = operations.get(out.dtype());
    String label = label("conv2d", x, weight);
    if (!Geometry.isPixelwise(weight, options)) {
      return session.run(
          ours.forwardSlot,
          label,
          out,
          () -> ours.forward.run(x, weight, bias, options, activation, out));
    }
    Tensor left = weight.reshape(1, out.size(1), x.size(1));
    return session.run(
        ours.productSlot,
        label,
        out,
        () ->
            ours.product.run(
                left.expand(x.size(0), out.size(1), x.size(1)),
                Geometry.planes(x),
                bias,
                activation,
                true,
                Geometry.planes(out)));
  }

  @Override
  public void conv2dInputGradient(
      Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    Operations ours = operations.get(out.dtype());
    String label = label("conv2d input gradient", gradient, weight);
    long terms = terms(weight) / Math.max(1, weight.size(1)) * (weight.size(0) / options.groups());
    boolean done = false;
    if (takes(out, terms) && Geometry.isPixelwise(weight, options)) {
      Tensor left = weight.reshape(1, gradient.size(1), out.size(1)).transpose(1, 2);
      done =
          session.run(
              ours.productSlot,
              label,
              out,
              () ->
                  ours.product.run(
                      left.expand(out.size(0), out.size(1), gradient.size(1)),
                      Geometry.planes(gradient),
                      null,
                      Activation.NONE,
                      false,
                      Geometry.planes(out)));
    } else if (takes(out, terms)) {
      done =
          session.run(
              ours.inputSlot,
              label,
              out,
              () -> ours.inputGradient.run(gradient, weight, options, out));
    }
    if (!done) {
      super.conv2dInputGradient(gradient, weight, options, out);
    }
  }

  @Override
  public void conv2dWeightGradient(Tensor gradient, Tensor x, Conv2dOptions options, Tensor out) {
    Operations ours = operations.get(out.dtype());
    long terms = (long) gradient.size(0) * gradient.size(2) * gradient.size(3);
    if (!takes(out, terms)
        || !session.run(
            ours.weightSlot,
            label("conv2d weight gradient", gradient, x),
            out,
            () -> ours.weightGradient.run(gradient, x, options, out))) {
      super.conv2dWeightGradient(gradient, x, options, out);
    }
  }

  /** Products in one output element of a convolution. */
  private static long terms(Tensor weight) {
    return (long) weight.size(1) * weight.size(2) * weight.size(3);
  }
}
