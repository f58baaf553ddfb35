package adjoint.tensor.backend;

import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;

/** The nearest-neighbour upsampling of {@link ScalarBackend}; every plane is a task of its own. */
final class ScalarUpsampling {
  private ScalarUpsampling() {}

  /** See {@link Backend#upsampleNearest}. */
  static void nearest(Tensor x, Tensor out) {
    Layout from = x.layout();
    int height = out.size(2);
    int width = out.size(3);
    int[] rows = sources(from.size(2), height, from.stride(2));
    int[] columns = sources(from.size(3), width, from.stride(3));
    int channels = out.size(1);
    Parallel.forEach(
        out.size(0) * channels,
        plane -> {
          int source =
              from.offset() + plane / channels * from.stride(0) + plane % channels * from.stride(1);
          int target = out.layout().offset() + plane * height * width;
          for (int i = 0; i < height; i++) {
            int line = target + i * width;
            if (i > 0 && rows[i] == rows[i - 1]) {
              copyLine(out.storage(), line - width, line, width);
            } else {
              pickLine(x.storage(), source + rows[i], columns, out.storage(), line);
            }
          }
        });
  }

  /** For each output line the offset of the input line that it shows. */
  private static int[] sources(int size, int outputSize, int stride) {
    int[] offsets = new int[outputSize];
    for (int i = 0; i < outputSize; i++) {
      offsets[i] = (int) ((long) i * size / outputSize) * stride;
    }
    return offsets;
  }

  private static void copyLine(Storage storage, int from, int to, int count) {
    switch (storage.dtype()) {
      case F32 -> System.arraycopy(storage.floats(), from, storage.floats(), to, count);
      case F64 -> System.arraycopy(storage.doubles(), from, storage.doubles(), to, count);
      default -> throw new IllegalArgumentException("upsample: " + storage.dtype());
    }
  }

  private static void pickLine(Storage source, int index, int[] columns, Storage out, int line) {
    switch (source.dtype()) {
      case F32 -> {
        float[] from = source.floats();
        float[] to = out.floats();
        for (int j = 0; j < columns.length; j++) {
          to[line + j] = from[index + columns[j]];
        }
      }
      case F64 -> {
        double[] from = source.doubles();
        double[] to = out.doubles();
        for (int j = 0; j < columns.length; j++) {
          to[line + j] = from[index + columns[j]];
        }
      }
      default -> throw new IllegalArgumentException("upsample: " + source.dtype());
    }
  }
}
