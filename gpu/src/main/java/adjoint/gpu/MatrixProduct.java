package adjoint.gpu;

import static adjoint.gpu.Geometry.head;
import static adjoint.gpu.Geometry.tail;

import adjoint.gpu.DeviceException.Kind;
import adjoint.gpu.kernels.MatrixProductKernel;
import adjoint.gpu.kernels.TiledKernel;
import adjoint.tensor.Activation;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;

/** Products of stacks of matrices on the device, halved until they fit. */
final class MatrixProduct {
  private final DeviceSession session;
  private final KernelSlot<? extends MatrixProductKernel> slot;
  private final Transfer transfer;

  MatrixProduct(
      DeviceSession session, KernelSlot<? extends MatrixProductKernel> slot, Transfer transfer) {
    this.session = session;
    this.slot = slot;
    this.transfer = transfer;
  }

  /**
   * A factor as the kernel reads it.
   *
   * @param x a stack of matrices; of one matrix where all are the same
   * @param transposed whether it lies column by column
   * @param block whether it lies without gaps in its storage
   */
  private record Factor(Tensor x, boolean transposed, boolean block) {
    static Factor of(Tensor stack) {
      Tensor x = stack.layout().stride(0) == 0 ? stack.slice(0, 0, 1) : stack;
      Layout layout = x.layout();
      int rows = layout.size(1);
      int columns = layout.size(2);
      boolean gapless = layout.size(0) == 1 || layout.stride(0) == rows * columns;
      boolean byRows =
          (columns == 1 || layout.stride(2) == 1) && (rows == 1 || layout.stride(1) == columns);
      boolean byColumns =
          (rows == 1 || layout.stride(1) == 1) && (columns == 1 || layout.stride(2) == rows);
      return new Factor(x, gapless && !byRows && byColumns, gapless && (byRows || byColumns));
    }

    int step() {
      return x.size(0) == 1 ? 0 : x.size(1) * x.size(2);
    }

    void pack(Transfer transfer, Object array) {
      if (block) {
        transfer.block(x.storage(), x.layout().offset(), x.elementCount(), array);
      } else {
        transfer.pack(x, array);
      }
    }
  }

  /**
   * {@code out[i] = activation(bias + left[i] right[i])}.
   *
   * @param left stack x rows x inner
   * @param right stack x inner x columns
   * @param bias rows, or null
   * @param keep whether the left factor is a weight that may stay on the device
   * @param out stack x rows x columns, in any layout
   * @throws DeviceException if the device fails
   */
  void run(
      Tensor left, Tensor right, Tensor bias, Activation activation, boolean keep, Tensor out) {
    int stack = out.size(0);
    int rows = out.size(1);
    int columns = out.size(2);
    Factor first = Factor.of(left);
    Factor second = Factor.of(right);
    if (fits(first, second, out)) {
      launch(first, second, bias, activation, keep, out);
    } else if (stack > 1) {
      int half = stack / 2;
      run(head(left, 0, half), head(right, 0, half), bias, activation, keep, head(out, 0, half));
      run(tail(left, 0, half), tail(right, 0, half), bias, activation, keep, tail(out, 0, half));
    } else if (rows >= columns && rows > 1) {
      int half = rows / 2;
      run(head(left, 1, half), right, head(bias, 0, half), activation, keep, head(out, 1, half));
      run(tail(left, 1, half), right, tail(bias, 0, half), activation, keep, tail(out, 1, half));
    } else if (columns > 1) {
      int half = columns / 2;
      run(left, head(right, 2, half), bias, activation, keep, head(out, 2, half));
      run(left, tail(right, 2, half), bias, activation, keep, tail(out, 2, half));
    } else {
      throw new DeviceException(Kind.MEMORY, "a product of two vectors does not fit");
    }
  }

  private boolean fits(Factor first, Factor second, Tensor out) {
    return session.fits(
        slot,
        out.dtype(),
        groups(out.size(1)),
        out.size(0),
        first.x().elementCount(),
        second.x().elementCount(),
        out.elementCount(),
        out.size(1));
  }

  /** Groups of work items for a number of rows or columns. */
  static int groups(int size) {
    return (size + TiledKernel.TILE - 1) / TiledKernel.TILE;
  }

  /** How kernels are told of an activation. */
  static int code(Activation activation) {
    return switch (activation) {
      case NONE -> TiledKernel.NONE;
      case SILU -> TiledKernel.SILU;
      case RELU -> TiledKernel.RELU;
    };
  }

  private void launch(
      Factor first, Factor second, Tensor bias, Activation activation, boolean keep, Tensor out) {
    MatrixProductKernel kernel = slot.kernel();
    kernel.rows = out.size(1);
    kernel.columns = out.size(2);
    kernel.inner = first.x().size(2);
    kernel.leftStep = first.step();
    kernel.rightStep = second.step();
    kernel.leftTransposed = first.transposed() ? 1 : 0;
    kernel.rightTransposed = second.transposed() ? 1 : 0;
    kernel.biased = bias == null ? 0 : 1;
    kernel.activation = code(activation);
    kernel.keptAt =
        keep && first.block()
            ? slot.kept()
                .find(first.x().storage(), first.x().layout().offset(), first.x().elementCount())
            : KeptWeights.NOWHERE;
    if (kernel.keptAt == KeptWeights.NOWHERE) {
      first.pack(transfer, slot.first(first.x().elementCount()));
    }
    second.pack(transfer, slot.second(second.x().elementCount()));
    if (bias != null) {
      transfer.pack(bias, slot.start(kernel.rows));
    }
    Object result =
        slot.launch(out.elementCount(), groups(kernel.columns), groups(kernel.rows), out.size(0));
    transfer.unpack(result, out);
  }
}
