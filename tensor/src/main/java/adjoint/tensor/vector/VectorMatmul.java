package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;

/** The matrix product of {@link VectorBackend}. */
final class VectorMatmul {
  private VectorMatmul() {}

  /** See {@link adjoint.tensor.backend.Backend#matmul}; F32 only. */
  static void matmul(TileKernel kernel, Tensor a, Tensor b, Tensor out) {
    if (out.elementCount() == 0 || a.size(2) == 0) {
      return;
    }
    if (out.size(2) < kernel.columns() && out.size(2) < out.size(1)) {
      // A tile is wider than high. Factors commute, so no bit changes.
      multiply(kernel, transpose(b), transpose(a), transpose(out));
    } else {
      multiply(kernel, a, b, out);
    }
  }

  private static Tensor transpose(Tensor x) {
    Layout layout = x.layout();
    int[] shape = {layout.size(0), layout.size(2), layout.size(1)};
    int[] strides = {layout.stride(0), layout.stride(2), layout.stride(1)};
    return Tensor.of(x.storage(), Layout.of(shape, strides, layout.offset()));
  }

  private static void multiply(TileKernel kernel, Tensor a, Tensor b, Tensor out) {
    Layout left = a.layout();
    int[] shape = {left.size(0), left.size(1), left.size(2), 1, 1};
    int[] strides = {left.stride(0), left.stride(1), left.stride(2), 0, 0};
    Layout layout = Layout.of(shape, strides, left.offset());
    PackedWeights packed = Scratch.own().packed(kernel, layout);
    packed.fill(a.storage(), layout);
    new MatrixMultiplication(
            kernel,
            1,
            left.size(0),
            left.size(1),
            left.size(2),
            b.size(2),
            planes(b),
            packed,
            packed.startValues(null),
            Activation.NONE,
            planes(out),
            b.layout().stride(0),
            out.layout().stride(0))
        .run();
  }

  /** Rows as channels of a single image with a single row. */
  private static Planes planes(Tensor x) {
    Layout layout = x.layout();
    return new Planes(
        x.storage().floats(), layout.offset(), 0, layout.stride(1), 0, layout.stride(2));
  }
}
