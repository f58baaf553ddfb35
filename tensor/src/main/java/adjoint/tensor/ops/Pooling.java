package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import adjoint.tensor.ValuesAndIndices;
import adjoint.tensor.backend.Backends;
import adjoint.tensor.backend.Parallel;

/** Pooling of images; see {@link adjoint.tensor.ImageMethods}. */
public final class Pooling {
  private Pooling() {}

  /** See {@link adjoint.tensor.ImageMethods#maxPool2d}. */
  public static Tensor max(Tensor x, Pool2dOptions options) {
    Checks.images("maxPool2d", x);
    Tensor out = Creation.result(x.dtype(), outputShape("maxPool2d", x.shape(), options));
    Backends.current().maxPool2d(x, options, out, null);
    return out;
  }

  /** See {@link adjoint.tensor.ImageMethods#maxPool2dWithIndices}. */
  public static ValuesAndIndices maxWithIndices(Tensor x, Pool2dOptions options) {
    Checks.images("maxPool2d", x);
    int[] shape = outputShape("maxPool2d", x.shape(), options);
    Tensor out = Tensor.zeros(x.dtype(), shape);
    Tensor indices = Tensor.zeros(DType.I64, shape);
    Backends.current().maxPool2d(x, options, out, indices);
    return new ValuesAndIndices(out, indices);
  }

  /** See {@link adjoint.tensor.ImageMethods#avgPool2d}. */
  public static Tensor average(Tensor x, Pool2dOptions options, boolean countPadding) {
    Checks.images("avgPool2d", x);
    Tensor out = Creation.result(x.dtype(), outputShape("avgPool2d", x.shape(), options));
    Backends.current().avgPool2d(x, options, countPadding, out);
    return out;
  }

  /** See {@link adjoint.tensor.ImageMethods#avgPool2dGradient}. */
  public static Tensor averageGradient(
      Tensor gradient, int[] inputShape, Pool2dOptions options, boolean countPadding) {
    String operation = "avgPool2dGradient";
    Checks.images(operation, gradient);
    Checks.imageShape(operation, "the input", inputShape);
    Checks.gradientShape(operation, gradient, outputShape(operation, inputShape, options));
    Tensor out = Tensor.zeros(gradient.dtype(), inputShape);
    Backends.current().avgPool2dGradient(gradient, options, countPadding, out);
    return out;
  }

  private static int[] outputShape(String operation, int[] shape, Pool2dOptions options) {
    Checks.imagesWithPixels(operation, shape);
    int height = options.outputHeight(shape[2]);
    int width = options.outputWidth(shape[3]);
    if (height < 1 || width < 1) {
      boolean rows = height < 1;
      throw new ShapeException(
          operation
              + ": the input's "
              + (rows ? "height " + shape[2] : "width " + shape[3])
              + " with padding "
              + (rows ? options.paddingY() : options.paddingX())
              + " is smaller than the kernel's "
              + (rows ? options.kernelY() : options.kernelX())
              + " (input shape "
              + Checks.show(shape)
              + ")");
    }
    return new int[] {shape[0], shape[1], height, width};
  }

  // ---- adaptive -------------------------------------------------------------------------------

  /** See {@link adjoint.tensor.ImageMethods#adaptiveAvgPool2d}. */
  public static Tensor adaptiveAverage(Tensor x, int height, int width) {
    Tensor out = adaptiveOutput("adaptiveAvgPool2d", x, x.dtype(), height, width);
    Planes from = new Planes(x);
    Planes to = new Planes(out);
    Parallel.forEach(
        to.count(),
        plane -> {
          double[] image = from.read(plane);
          double[] means = new double[height * width];
          for (int cell = 0; cell < means.length; cell++) {
            Cell rows = Cell.of(cell / width, from.height(), height);
            Cell columns = Cell.of(cell % width, from.width(), width);
            double sum = from.sum(image, rows.start, rows.end, columns.start, columns.end);
            means[cell] = sum / ((double) rows.size() * columns.size());
          }
          to.write(plane, means);
        });
    return out;
  }

  /** See {@link adjoint.tensor.ImageMethods#adaptiveAvgPool2dGradient}. */
  public static Tensor adaptiveAverageGradient(Tensor gradient, int[] inputShape) {
    String operation = "adaptiveAvgPool2dGradient";
    Checks.images(operation, gradient);
    Checks.imageShape(operation, "the input", inputShape);
    Checks.imagesWithPixels(operation, inputShape);
    int height = gradient.size(2);
    int width = gradient.size(3);
    Checks.gradientShape(operation, gradient, inputShape[0], inputShape[1], height, width);
    Tensor out = Tensor.zeros(gradient.dtype(), inputShape);
    Planes from = new Planes(gradient);
    Planes to = new Planes(out);
    Parallel.forEach(
        to.count(),
        plane -> {
          double[] values = from.read(plane);
          double[] image = new double[to.height() * to.width()];
          for (int cell = 0; cell < values.length; cell++) {
            Cell rows = Cell.of(cell / width, to.height(), height);
            Cell columns = Cell.of(cell % width, to.width(), width);
            double share = values[cell] / ((double) rows.size() * columns.size());
            to.add(image, rows.start, rows.end, columns.start, columns.end, share);
          }
          to.write(plane, image);
        });
    return out;
  }

  /** See {@link adjoint.tensor.ImageMethods#adaptiveMaxPool2d}. */
  public static ValuesAndIndices adaptiveMax(Tensor x, int height, int width) {
    Tensor out = adaptiveOutput("adaptiveMaxPool2d", x, x.dtype(), height, width);
    Tensor indices = adaptiveOutput("adaptiveMaxPool2d", x, DType.I64, height, width);
    Planes from = new Planes(x);
    Planes to = new Planes(out);
    Planes positions = new Planes(indices);
    Parallel.forEach(
        to.count(),
        plane -> {
          double[] image = from.read(plane);
          double[] values = new double[height * width];
          long[] winners = new long[values.length];
          for (int cell = 0; cell < values.length; cell++) {
            Cell rows = Cell.of(cell / width, from.height(), height);
            Cell columns = Cell.of(cell % width, from.width(), width);
            int winner = from.largest(image, rows.start, rows.end, columns.start, columns.end);
            values[cell] = image[winner];
            winners[cell] = winner;
          }
          to.write(plane, values);
          positions.write(plane, winners);
        });
    return new ValuesAndIndices(out, indices);
  }

  private static Tensor adaptiveOutput(
      String operation, Tensor x, DType dtype, int height, int width) {
    Checks.images(operation, x);
    Checks.imagesWithPixels(operation, x.shape());
    Checks.outputSize(operation, height, width);
    return Creation.result(dtype, x.size(0), x.size(1), height, width);
  }

  /** The pixels from {@code start} to {@code end - 1} of one axis. */
  private record Cell(int start, int end) {
    static Cell of(int index, int size, int cells) {
      int start = (int) ((long) index * size / cells);
      int end = (int) (((index + 1L) * size + cells - 1) / cells);
      return new Cell(start, end);
    }

    int size() {
      return end - start;
    }
  }
}
