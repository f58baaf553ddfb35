package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntBinaryOperator;

/**
 * Matrix products, convolutions and poolings as their definitions read: one loop per index, on
 * arrays in row-major order. What tests compare the real operations with.
 */
public final class PlainLoops {
  private PlainLoops() {}

  /** Compares all elements, numerically; NaN equals NaN. */
  public static void assertElements(double[] expected, Tensor actual, int[] shape) {
    assertArrayEquals(shape, actual.shape());
    double[] elements = Layouts.elements(actual);
    assertEquals(expected.length, elements.length);
    for (int i = 0; i < expected.length; i++) {
      // Adding 0 makes both zeros the same.
      assertEquals(expected[i] + 0.0, elements[i] + 0.0, "element " + i);
    }
  }

  /** Compares all elements within a tolerance relative to the largest expected magnitude. */
  public static void assertClose(double[] expected, Tensor actual, double tolerance) {
    double[] elements = Layouts.elements(actual);
    assertEquals(expected.length, elements.length);
    double largest = 1;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], elements[i], tolerance * largest, "element " + i);
    }
  }

  /** The elements rounded to a type. */
  public static double[] rounded(DType dtype, double[] values) {
    double[] result = values.clone();
    for (int i = 0; dtype == DType.F32 && i < result.length; i++) {
      result[i] = (float) result[i];
    }
    return result;
  }

  /** One fused multiply-add in the precision of a type. */
  public static double fma(DType dtype, double a, double b, double sum) {
    return dtype == DType.F32 ? Math.fma((float) a, (float) b, (float) sum) : Math.fma(a, b, sum);
  }

  /** Batches of m x k times k x n, terms ascending. */
  public static double[] matmul(
      DType dtype, double[] a, double[] b, int batch, int m, int k, int n) {
    double[] out = new double[batch * m * n];
    for (int s = 0; s < batch; s++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int t = 0; t < k; t++) {
            sum = fma(dtype, a[(s * m + i) * k + t], b[(s * k + t) * n + j], sum);
          }
          out[(s * m + i) * n + j] = sum;
        }
      }
    }
    return out;
  }

  /** The geometry of one convolution. */
  public record Convolution(int[] x, int[] w, Conv2dOptions options) {
    /** The output's shape. */
    public int[] out() {
      return new int[] {
        x[0], w[0], options.outputHeight(x[2], w[2]), options.outputWidth(x[3], w[3])
      };
    }

    private int row(int i, int u) {
      return i * options.strideY() + u * options.dilationY() - options.paddingY();
    }

    private int column(int j, int v) {
      return j * options.strideX() + v * options.dilationX() - options.paddingX();
    }

    /** Index of x[n, c of the group of output o, y, x], or -1 outside the image. */
    private int input(int n, int o, int c, int y, int column) {
      if (y < 0 || y >= x[2] || column < 0 || column >= x[3]) {
        return -1;
      }
      int channel = o / (w[0] / options.groups()) * w[1] + c;
      return ((n * x[1] + channel) * x[2] + y) * x[3] + column;
    }

    private int output(int n, int o, int i, int j) {
      int[] out = out();
      return ((n * out[1] + o) * out[2] + i) * out[3] + j;
    }

    private int weight(int o, int c, int u, int v) {
      return ((o * w[1] + c) * w[2] + u) * w[3] + v;
    }

    /** The output; {@code bias} may be null. */
    public double[] forward(DType dtype, double[] image, double[] weights, double[] bias) {
      int[] out = out();
      double[] result = new double[out[0] * out[1] * out[2] * out[3]];
      for (int n = 0; n < out[0]; n++) {
        for (int o = 0; o < out[1]; o++) {
          for (int i = 0; i < out[2]; i++) {
            for (int j = 0; j < out[3]; j++) {
              double sum = bias == null ? 0 : bias[o];
              for (int c = 0; c < w[1]; c++) {
                for (int u = 0; u < w[2]; u++) {
                  for (int v = 0; v < w[3]; v++) {
                    int at = input(n, o, c, row(i, u), column(j, v));
                    double value = at < 0 ? 0 : image[at];
                    sum = fma(dtype, weights[weight(o, c, u, v)], value, sum);
                  }
                }
              }
              result[output(n, o, i, j)] = sum;
            }
          }
        }
      }
      return result;
    }

    /** dL/dx, output channels ascending, kernel rows and columns descending. */
    public double[] inputGradient(DType dtype, double[] gradient, double[] weights) {
      int[] out = out();
      double[] result = new double[x[0] * x[1] * x[2] * x[3]];
      for (int n = 0; n < out[0]; n++) {
        for (int o = 0; o < out[1]; o++) {
          for (int c = 0; c < w[1]; c++) {
            for (int u = w[2] - 1; u >= 0; u--) {
              for (int v = w[3] - 1; v >= 0; v--) {
                for (int i = 0; i < out[2]; i++) {
                  for (int j = 0; j < out[3]; j++) {
                    int at = input(n, o, c, row(i, u), column(j, v));
                    if (at >= 0) {
                      result[at] =
                          fma(
                              dtype,
                              weights[weight(o, c, u, v)],
                              gradient[output(n, o, i, j)],
                              result[at]);
                    }
                  }
                }
              }
            }
          }
        }
      }
      return result;
    }

    /** dL/dweight, images and output pixels ascending. */
    public double[] weightGradient(DType dtype, double[] gradient, double[] image) {
      int[] out = out();
      int lanes = weightGradientLanes(dtype);
      double[] result = new double[w[0] * w[1] * w[2] * w[3]];
      for (int o = 0; o < w[0]; o++) {
        for (int c = 0; c < w[1]; c++) {
          for (int u = 0; u < w[2]; u++) {
            for (int v = 0; v < w[3]; v++) {
              double[] sums = new double[lanes];
              for (int n = 0; n < out[0]; n++) {
                for (int i = 0; i < out[2]; i++) {
                  for (int j = 0; j < out[3]; j++) {
                    int at = input(n, o, c, row(i, u), column(j, v));
                    if (at >= 0) {
                      int lane = (i * out[3] + j) % lanes;
                      sums[lane] = fma(dtype, gradient[output(n, o, i, j)], image[at], sums[lane]);
                    }
                  }
                }
              }
              double sum = 0;
              for (double lane : sums) {
                sum += lane;
              }
              result[weight(o, c, u, v)] = dtype == DType.F32 ? (float) sum : sum;
            }
          }
        }
      }
      return result;
    }

    /** Sums of a weight's gradient: many where the kernel is a pixel and there is much to add. */
    private int weightGradientLanes(DType dtype) {
      boolean pixel = w[2] == 1 && w[3] == 1;
      boolean everyPixel =
          options.strideY() == 1
              && options.strideX() == 1
              && options.paddingY() == 0
              && options.paddingX() == 0;
      boolean many = out()[2] * out()[3] >= 256 && w[0] / options.groups() >= 5 && w[1] >= 4;
      return dtype == DType.F32 && pixel && everyPixel && many ? 16 : 1;
    }
  }

  /** What a window of a pooling covers, clipped to the image; bottom and right are excluded. */
  public record Window(int top, int bottom, int left, int right) {
    /** The window of output pixel (i, j). */
    public static Window of(Pool2dOptions options, int height, int width, int i, int j) {
      int top = i * options.strideY() - options.paddingY();
      int left = j * options.strideX() - options.paddingX();
      return new Window(
          Math.max(top, 0),
          Math.min(top + options.kernelY(), height),
          Math.max(left, 0),
          Math.min(left + options.kernelX(), width));
    }

    /** The cell (i, j) of an adaptive pooling to rows x columns. */
    public static Window ofCell(int height, int width, int rows, int columns, int i, int j) {
      IntBinaryOperator roundedUp = (a, b) -> (int) Math.ceil(a / (double) b);
      return new Window(
          i * height / rows,
          roundedUp.applyAsInt((i + 1) * height, rows),
          j * width / columns,
          roundedUp.applyAsInt((j + 1) * width, columns));
    }

    /** Pixels covered. */
    public int area() {
      return (bottom - top) * (right - left);
    }

    /** Index within the plane of the first largest element; NaN is larger than all. */
    public int largest(double[] image, int plane, int width) {
      int best = -1;
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          if (best < 0
              || Double.compare(image[plane + y * width + x] + 0.0, image[plane + best] + 0.0)
                  > 0) {
            best = y * width + x;
          }
        }
      }
      return best;
    }
  }
}
