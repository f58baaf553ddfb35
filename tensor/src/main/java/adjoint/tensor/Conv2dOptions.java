package adjoint.tensor;

/**
 * Geometry of a two-dimensional convolution.
 *
 * @param strideY rows between outputs
 * @param strideX columns between outputs
 * @param paddingY rows of zeros above and below
 * @param paddingX columns of zeros left and right
 * @param dilationY rows between the kernel's taps
 * @param dilationX columns between the kernel's taps
 * @param groups number of independent channel groups
 */
public record Conv2dOptions(
    int strideY,
    int strideX,
    int paddingY,
    int paddingX,
    int dilationY,
    int dilationX,
    int groups) {
  /** Stride 1, no padding, dilation 1, one group. */
  public static final Conv2dOptions DEFAULT = new Conv2dOptions(1, 1, 0, 0, 1, 1, 1);

  /** Checks the geometry: strides, dilations and groups from 1, paddings from 0. */
  public Conv2dOptions {
    if (strideY < 1 || strideX < 1 || dilationY < 1 || dilationX < 1 || groups < 1) {
      throw new ShapeException(
          "conv2d: stride, dilation and groups must be at least 1, got stride "
              + strideY
              + " x "
              + strideX
              + ", dilation "
              + dilationY
              + " x "
              + dilationX
              + ", groups "
              + groups);
    }
    if (paddingY < 0 || paddingX < 0) {
      throw new ShapeException(
          "conv2d: padding must not be negative, got " + paddingY + " x " + paddingX);
    }
  }

  /** These options with another stride. */
  public Conv2dOptions withStride(int y, int x) {
    return new Conv2dOptions(y, x, paddingY, paddingX, dilationY, dilationX, groups);
  }

  /** These options with another stride, the same on both axes. */
  public Conv2dOptions withStride(int both) {
    return withStride(both, both);
  }

  /** These options with another padding. */
  public Conv2dOptions withPadding(int y, int x) {
    return new Conv2dOptions(strideY, strideX, y, x, dilationY, dilationX, groups);
  }

  /** These options with another padding, the same on both axes. */
  public Conv2dOptions withPadding(int both) {
    return withPadding(both, both);
  }

  /** These options with another dilation. */
  public Conv2dOptions withDilation(int y, int x) {
    return new Conv2dOptions(strideY, strideX, paddingY, paddingX, y, x, groups);
  }

  /** These options with another dilation, the same on both axes. */
  public Conv2dOptions withDilation(int both) {
    return withDilation(both, both);
  }

  /** These options with another number of groups. */
  public Conv2dOptions withGroups(int count) {
    return new Conv2dOptions(strideY, strideX, paddingY, paddingX, dilationY, dilationX, count);
  }

  /**
   * Rows of the output: {@code floor((height + 2 padding - dilation (kernel - 1) - 1) / stride) +
   * 1}.
   */
  public int outputHeight(int height, int kernel) {
    return Math.floorDiv(height + 2 * paddingY - dilationY * (kernel - 1) - 1, strideY) + 1;
  }

  /** Columns of the output, see {@link #outputHeight}. */
  public int outputWidth(int width, int kernel) {
    return Math.floorDiv(width + 2 * paddingX - dilationX * (kernel - 1) - 1, strideX) + 1;
  }
}
