package adjoint.nn;

import adjoint.autograd.Variable;
import adjoint.tensor.ShapeException;

/**
 * Resizes N x C x H x W to a fixed size or by a factor. With a factor, the new size is {@code
 * floor(size * factor)}, and positions are scaled by the ratio of the sizes (as PyTorch does with
 * {@code recompute_scale_factor}); for factors that give whole sizes that is the factor itself.
 */
public final class Upsample extends Module {
  /** How values between the pixels are found. */
  public enum Mode {
    /** The pixel at {@code floor(i * H / height)}. */
    NEAREST,
    /** Linear along both axes, with half-pixel centres. */
    BILINEAR,
    /** Linear along both axes, with the corner pixels fixed. */
    BILINEAR_ALIGN_CORNERS
  }

  private final int height;
  private final int width;
  private final double factor;
  private final Mode mode;

  private Upsample(int height, int width, double factor, Mode mode) {
    this.height = height;
    this.width = width;
    this.factor = factor;
    this.mode = mode;
  }

  /**
   * To a fixed size.
   *
   * @throws ShapeException if a size is below 1
   */
  public static Upsample toSize(int height, int width, Mode mode) {
    if (height < 1 || width < 1) {
      throw new ShapeException(
          "upsample: the size must be at least 1 x 1, got " + height + " x " + width);
    }
    return new Upsample(height, width, 0, mode);
  }

  /**
   * By a factor along both axes.
   *
   * @throws ShapeException if the factor is not a positive number
   */
  public static Upsample byFactor(double factor, Mode mode) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new ShapeException("upsample: the factor must be a positive number, got " + factor);
    }
    return new Upsample(0, 0, factor, mode);
  }

  @Override
  public Variable forward(Variable x) {
    int newHeight = factor > 0 ? (int) Math.floor(x.size(-2) * factor) : height;
    int newWidth = factor > 0 ? (int) Math.floor(x.size(-1) * factor) : width;
    Variable y =
        switch (mode) {
          case NEAREST -> x.upsampleNearest(newHeight, newWidth);
          case BILINEAR -> x.upsampleBilinear(newHeight, newWidth, false);
          case BILINEAR_ALIGN_CORNERS -> x.upsampleBilinear(newHeight, newWidth, true);
        };
    return observed(x, y);
  }

  /** The factor along both axes; 0 where the size is fixed. */
  public double factor() {
    return factor;
  }

  /** The fixed number of rows; 0 where there is a factor. */
  public int height() {
    return height;
  }

  /** The fixed number of columns; 0 where there is a factor. */
  public int width() {
    return width;
  }

  /** How values between the pixels are found. */
  public Mode mode() {
    return mode;
  }

  @Override
  protected String settings() {
    String size =
        factor > 0
            ? "scale_factor=" + Settings.number(factor)
            : "size=" + Settings.pair(height, width);
    return size + ", mode=" + (mode == Mode.NEAREST ? "nearest" : "bilinear");
  }
}
