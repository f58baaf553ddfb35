package adjoint.tensor.backend;

import adjoint.tensor.DType;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;

/** Copies between layouts and types. */
final class ScalarCopy {
  private ScalarCopy() {}

  static void apply(Tensor x, Tensor out) {
    Blocks.ranges(out.elementCount(), (start, end) -> copy(x, out, start, end));
  }

  private static void copy(Tensor x, Tensor out, int start, int end) {
    RowMajorReader reader = new RowMajorReader(x);
    RowMajorWriter writer = new RowMajorWriter(out);
    reader.seek(start);
    writer.seek(start);
    Object target = Blocks.array(out.storage());
    boolean sameType = x.dtype() == out.dtype();
    boolean integers = !x.dtype().isFloating() && !out.dtype().isFloating();
    // The reader converts to double, and integers to long, on its own.
    boolean readable = sameType || out.dtype() == DType.F64 || integers && out.dtype() == DType.I64;
    if (out.isContiguous() && readable) {
      reader.next(end - start, target, out.layout().offset() + start);
    } else if (x.isContiguous() && sameType) {
      writer.next(end - start, Blocks.array(x.storage()), x.layout().offset() + start);
    } else {
      DType between = sameType ? x.dtype() : integers ? DType.I64 : DType.F64;
      copyThroughBuffer(reader, writer, buffer(between, end - start), end - start);
    }
  }

  private static void copyThroughBuffer(
      RowMajorReader reader, RowMajorWriter writer, Object buffer, int count) {
    for (int i = 0; i < count; i += Blocks.BLOCK) {
      int block = Math.min(Blocks.BLOCK, count - i);
      reader.next(block, buffer, 0);
      writer.next(block, buffer, 0);
    }
  }

  private static Object buffer(DType dtype, int count) {
    return Blocks.array(Storage.allocate(dtype, Math.min(count, Blocks.BLOCK)));
  }
}
