package adjoint.tensor;

/**
 * Geometry of a two-dimensional pooling.
 *
 * @param kernelY rows of a window
 * @param kernelX columns of a window
 * @param strideY rows between windows
 * @param strideX columns between windows
 * @param paddingY rows of padding above and below, at most half the kernel
 * @param paddingX columns of padding left and right, at most half the kernel
 */
public record Pool2dOptions(
    int kernelY, int kernelX, int strideY, int strideX, int paddingY, int paddingX) {
  /** Checks the geometry: kernel and stride from 1, padding from 0 to half the kernel. */
  public Pool2dOptions {
    if (kernelY < 1 || kernelX < 1 || strideY < 1 || strideX < 1) {
      throw new ShapeException(
          "pool2d: kernel and stride must be at least 1, got kernel "
              + kernelY
              + " x "
              + kernelX
              + ", stride "
              + strideY
              + " x "
              + strideX);
    }
    if (paddingY < 0 || paddingX < 0 || paddingY > kernelY / 2 || paddingX > kernelX / 2) {
      throw new ShapeException(
          "pool2d: padding must be between 0 and half the kernel, got "
              + paddingY
              + " x "
              + paddingX
              + " for kernel "
              + kernelY
              + " x "
              + kernelX);
    }
  }

  /** A square window. */
  public static Pool2dOptions of(int kernel, int stride, int padding) {
    return new Pool2dOptions(kernel, kernel, stride, stride, padding, padding);
  }

  /** Rows of the output: {@code floor((height + 2 padding - kernel) / stride) + 1}. */
  public int outputHeight(int height) {
    return Math.floorDiv(height + 2 * paddingY - kernelY, strideY) + 1;
  }

  /** Columns of the output, see {@link #outputHeight}. */
  public int outputWidth(int width) {
    return Math.floorDiv(width + 2 * paddingX - kernelX, strideX) + 1;
  }
}
