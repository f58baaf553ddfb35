package adjoint.tensor.ops;

import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backends;
import adjoint.tensor.backend.Parallel;

/** Upsampling of images and its gradients; see {@link adjoint.tensor.ImageMethods}. */
public final class Upsampling {
  private Upsampling() {}

  /** See {@link adjoint.tensor.ImageMethods#upsampleNearest}. */
  public static Tensor nearest(Tensor x, int height, int width) {
    Tensor out = output("upsampleNearest", x, height, width);
    Backends.current().upsampleNearest(x, out);
    return out;
  }

  /** See {@link adjoint.tensor.ImageMethods#upsampleNearestGradient}. */
  public static Tensor nearestGradient(Tensor gradient, int[] inputShape) {
    Tensor out = input("upsampleNearestGradient", gradient, inputShape);
    int height = gradient.size(2);
    int width = gradient.size(3);
    Planes from = new Planes(gradient);
    Planes to = new Planes(out);
    int[] columns = new int[width];
    for (int j = 0; j < width; j++) {
      columns[j] = (int) ((long) j * to.width() / width);
    }
    Parallel.forEach(
        to.count(),
        plane -> {
          double[] values = from.read(plane);
          double[] image = new double[to.height() * to.width()];
          for (int i = 0; i < height; i++) {
            int row = (int) ((long) i * to.height() / height) * to.width();
            for (int j = 0; j < width; j++) {
              image[row + columns[j]] += values[i * width + j];
            }
          }
          to.write(plane, image);
        });
    return out;
  }

  /** See {@link adjoint.tensor.ImageMethods#upsampleBilinear}. */
  public static Tensor bilinear(Tensor x, int height, int width, boolean alignCorners) {
    Tensor out = output("upsampleBilinear", x, height, width);
    Planes from = new Planes(x);
    Planes to = new Planes(out);
    Axis rows = new Axis(from.height(), height, alignCorners);
    Axis columns = new Axis(from.width(), width, alignCorners);
    Parallel.forEach(
        to.count(),
        plane -> {
          double[] image = from.read(plane);
          double[] values = new double[height * width];
          for (int i = 0; i < height; i++) {
            int top = rows.lower[i] * from.width();
            int bottom = rows.upper[i] * from.width();
            for (int j = 0; j < width; j++) {
              double above = columns.interpolate(image, top, j);
              double below = columns.interpolate(image, bottom, j);
              double weight = rows.weight[i];
              values[i * width + j] = (1 - weight) * above + weight * below;
            }
          }
          to.write(plane, values);
        });
    return out;
  }

  /** See {@link adjoint.tensor.ImageMethods#upsampleBilinearGradient}. */
  public static Tensor bilinearGradient(Tensor gradient, int[] inputShape, boolean alignCorners) {
    Tensor out = input("upsampleBilinearGradient", gradient, inputShape);
    Planes from = new Planes(gradient);
    Planes to = new Planes(out);
    Axis rows = new Axis(to.height(), from.height(), alignCorners);
    Axis columns = new Axis(to.width(), from.width(), alignCorners);
    Parallel.forEach(
        to.count(),
        plane -> {
          double[] values = from.read(plane);
          double[] image = new double[to.height() * to.width()];
          for (int i = 0; i < from.height(); i++) {
            int top = rows.lower[i] * to.width();
            int bottom = rows.upper[i] * to.width();
            for (int j = 0; j < from.width(); j++) {
              double value = values[i * from.width() + j];
              columns.spread(image, top, j, (1 - rows.weight[i]) * value);
              columns.spread(image, bottom, j, rows.weight[i] * value);
            }
          }
          to.write(plane, image);
        });
    return out;
  }

  private static Tensor output(String operation, Tensor x, int height, int width) {
    Checks.images(operation, x);
    Checks.imagesWithPixels(operation, x.shape());
    Checks.outputSize(operation, height, width);
    return Creation.result(x.dtype(), x.size(0), x.size(1), height, width);
  }

  private static Tensor input(String operation, Tensor gradient, int[] inputShape) {
    Checks.images(operation, gradient);
    Checks.imageShape(operation, "the input", inputShape);
    Checks.imagesWithPixels(operation, inputShape);
    Checks.gradientShape(
        operation, gradient, inputShape[0], inputShape[1], gradient.size(2), gradient.size(3));
    return Tensor.zeros(gradient.dtype(), inputShape);
  }

  /** For each output pixel of an axis the two input pixels it lies between, and how far. */
  private static final class Axis {
    final int[] lower;
    final int[] upper;
    final double[] weight;

    Axis(int size, int outputSize, boolean alignCorners) {
      lower = new int[outputSize];
      upper = new int[outputSize];
      weight = new double[outputSize];
      for (int i = 0; i < outputSize; i++) {
        double position = position(i, size, outputSize, alignCorners);
        lower[i] = Math.min((int) position, size - 1);
        upper[i] = Math.min(lower[i] + 1, size - 1);
        weight[i] = position - lower[i];
      }
    }

    private static double position(int i, int size, int outputSize, boolean alignCorners) {
      if (alignCorners) {
        return outputSize == 1 ? 0 : (double) i * (size - 1) / (outputSize - 1);
      }
      return Math.max(0, (i + 0.5) * size / outputSize - 0.5);
    }

    double interpolate(double[] image, int line, int j) {
      return (1 - weight[j]) * image[line + lower[j]] + weight[j] * image[line + upper[j]];
    }

    void spread(double[] image, int line, int j, double value) {
      image[line + lower[j]] += (1 - weight[j]) * value;
      image[line + upper[j]] += weight[j] * value;
    }
  }
}
