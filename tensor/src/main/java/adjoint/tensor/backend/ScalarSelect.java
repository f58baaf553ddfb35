package adjoint.tensor.backend;

import adjoint.tensor.Tensor;

/** Comparisons, and the choice between two operands. */
final class ScalarSelect {
  private ScalarSelect() {}

  static void compare(CompareOp op, Tensor a, Tensor b, Tensor out) {
    byte[] target = out.storage().bytes();
    boolean floating = a.dtype().isFloating();
    Blocks.ranges(
        out.elementCount(),
        (start, end) -> {
          if (floating) {
            compareDoubles(op, a, b, target, start, end);
          } else {
            compareLongs(op, a, b, target, start, end);
          }
        });
  }

  private static void compareDoubles(
      CompareOp op, Tensor a, Tensor b, byte[] out, int start, int end) {
    int size = Math.min(Blocks.BLOCK, end - start);
    Operand<double[]> first = new Operand<>(a, start, size, new double[size]);
    Operand<double[]> second = new Operand<>(b, start, size, new double[size]);
    for (int i = start; i < end; i += Blocks.BLOCK) {
      int count = Math.min(Blocks.BLOCK, end - i);
      compareDoubles(op, first.next(count), second.next(count), out, i, count);
    }
  }

  private static void compareDoubles(
      CompareOp op, double[] a, double[] b, byte[] out, int at, int count) {
    switch (op) {
      case EQ -> {
        for (int i = 0; i < count; i++) {
          out[at + i] = (byte) (a[i] == b[i] ? 1 : 0);
        }
      }
      case NE -> {
        for (int i = 0; i < count; i++) {
          out[at + i] = (byte) (a[i] != b[i] ? 1 : 0);
        }
      }
      case LT -> {
        for (int i = 0; i < count; i++) {
          out[at + i] = (byte) (a[i] < b[i] ? 1 : 0);
        }
      }
      case LE -> {
        for (int i = 0; i < count; i++) {
          out[at + i] = (byte) (a[i] <= b[i] ? 1 : 0);
        }
      }
      case GT -> compareDoubles(CompareOp.LT, b, a, out, at, count);
      case GE -> compareDoubles(CompareOp.LE, b, a, out, at, count);
    }
  }

  private static void compareLongs(
      CompareOp op, Tensor a, Tensor b, byte[] out, int start, int end) {
    int size = Math.min(Blocks.BLOCK, end - start);
    Operand<long[]> first = new Operand<>(a, start, size, new long[size]);
    Operand<long[]> second = new Operand<>(b, start, size, new long[size]);
    for (int i = start; i < end; i += Blocks.BLOCK) {
      int count = Math.min(Blocks.BLOCK, end - i);
      compareLongs(op, first.next(count), second.next(count), out, i, count);
    }
  }

  private static void compareLongs(
      CompareOp op, long[] a, long[] b, byte[] out, int at, int count) {
    for (int i = 0; i < count; i++) {
      int order = Long.compare(a[i], b[i]);
      boolean holds =
          switch (op) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
          };
      out[at + i] = (byte) (holds ? 1 : 0);
    }
  }

  static void where(Tensor condition, Tensor a, Tensor b, Tensor out) {
    Blocks.ranges(
        out.elementCount(),
        (start, end) -> {
          int size = Math.min(Blocks.BLOCK, end - start);
          Operand<byte[]> choice = new Operand<>(condition, start, size, new byte[size]);
          switch (out.dtype()) {
            case F32 -> whereFloats(choice, a, b, out.storage().floats(), start, end);
            case F64 -> whereDoubles(choice, a, b, out.storage().doubles(), start, end);
            default -> whereLongs(choice, a, b, out, start, end);
          }
        });
  }

  private static void whereFloats(
      Operand<byte[]> condition, Tensor a, Tensor b, float[] out, int start, int end) {
    int size = Math.min(Blocks.BLOCK, end - start);
    Operand<float[]> first = new Operand<>(a, start, size, new float[size]);
    Operand<float[]> second = new Operand<>(b, start, size, new float[size]);
    for (int i = start; i < end; i += Blocks.BLOCK) {
      int count = Math.min(Blocks.BLOCK, end - i);
      byte[] choice = condition.next(count);
      float[] left = first.next(count);
      float[] right = second.next(count);
      for (int k = 0; k < count; k++) {
        out[i + k] = choice[k] != 0 ? left[k] : right[k];
      }
    }
  }

  private static void whereDoubles(
      Operand<byte[]> condition, Tensor a, Tensor b, double[] out, int start, int end) {
    int size = Math.min(Blocks.BLOCK, end - start);
    Operand<double[]> first = new Operand<>(a, start, size, new double[size]);
    Operand<double[]> second = new Operand<>(b, start, size, new double[size]);
    for (int i = start; i < end; i += Blocks.BLOCK) {
      int count = Math.min(Blocks.BLOCK, end - i);
      byte[] choice = condition.next(count);
      double[] left = first.next(count);
      double[] right = second.next(count);
      for (int k = 0; k < count; k++) {
        out[i + k] = choice[k] != 0 ? left[k] : right[k];
      }
    }
  }

  private static void whereLongs(
      Operand<byte[]> condition, Tensor a, Tensor b, Tensor out, int start, int end) {
    int size = Math.min(Blocks.BLOCK, end - start);
    Operand<long[]> first = new Operand<>(a, start, size, new long[size]);
    Operand<long[]> second = new Operand<>(b, start, size, new long[size]);
    RowMajorWriter writer = new RowMajorWriter(out);
    writer.seek(start);
    long[] result = new long[size];
    for (int i = start; i < end; i += Blocks.BLOCK) {
      int count = Math.min(Blocks.BLOCK, end - i);
      byte[] choice = condition.next(count);
      long[] left = first.next(count);
      long[] right = second.next(count);
      for (int k = 0; k < count; k++) {
        result[k] = choice[k] != 0 ? left[k] : right[k];
      }
      writer.next(count, result, 0);
    }
  }
}
