package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;

/**
 * The planes of images, N x C x H x W of type F32 or F64 and in any layout, one after the other: a
 * plane is read into an array of doubles, row by row, and written back from one. Pooling and
 * interpolation compute in double precision for both types and round once.
 */
public final class Planes {
  private final Storage storage;
  private final Layout layout;
  private final int channels;
  private final int height;
  private final int width;

  /** The planes of {@code images}. */
  public Planes(Tensor images) {
    this.storage = images.storage();
    this.layout = images.layout();
    this.channels = layout.size(1);
    this.height = layout.size(2);
    this.width = layout.size(3);
  }

  /** How many planes there are: N times C. */
  public int count() {
    return layout.size(0) * channels;
  }

  /** Rows of a plane. */
  public int height() {
    return height;
  }

  /** Columns of a plane. */
  public int width() {
    return width;
  }

  private int start(int plane) {
    return layout.offset()
        + plane / channels * layout.stride(0)
        + plane % channels * layout.stride(1);
  }

  /** A copy of one plane. */
  public double[] read(int plane) {
    double[] values = new double[height * width];
    int start = start(plane);
    int columnStride = layout.stride(3);
    for (int y = 0; y < height; y++) {
      int index = start + y * layout.stride(2);
      if (storage.dtype() == DType.F32) {
        float[] from = storage.floats();
        for (int x = 0; x < width; x++) {
          values[y * width + x] = from[index + x * columnStride];
        }
      } else {
        double[] from = storage.doubles();
        for (int x = 0; x < width; x++) {
          values[y * width + x] = from[index + x * columnStride];
        }
      }
    }
    return values;
  }

  /** Overwrites one plane of contiguous images. */
  public void write(int plane, double[] values) {
    int start = start(plane);
    if (storage.dtype() == DType.F64) {
      System.arraycopy(values, 0, storage.doubles(), start, values.length);
      return;
    }
    float[] to = storage.floats();
    for (int i = 0; i < values.length; i++) {
      to[start + i] = (float) values[i];
    }
  }

  /** Overwrites one plane of contiguous I64 images. */
  public void write(int plane, long[] values) {
    System.arraycopy(values, 0, storage.longs(), start(plane), values.length);
  }

  /**
   * Position of the largest element of a window, the first in row-major order; NaN is larger than
   * all.
   *
   * @param image a plane as {@link #read} gives it
   * @param bottom row after the last
   * @param right column after the last
   */
  public int largest(double[] image, int top, int bottom, int left, int right) {
    int winner = top * width + left;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        winner = larger(image, winner, y * width + x);
      }
    }
    return winner;
  }

  /** The position of the larger element, the first of two equal ones; NaN is larger than all. */
  public static int larger(double[] image, int first, int second) {
    double a = image[first];
    double b = image[second];
    return b > a || Double.isNaN(b) && !Double.isNaN(a) ? second : first;
  }

  /** Sum of a window in row-major order; the arguments are those of {@link #largest}. */
  public double sum(double[] image, int top, int bottom, int left, int right) {
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += image[y * width + x];
      }
    }
    return sum;
  }

  /** Adds to every element of a window; the arguments are those of {@link #largest}. */
  public void add(double[] image, int top, int bottom, int left, int right, double amount) {
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        image[y * width + x] += amount;
      }
    }
  }
}
