package adjoint.nn;

import adjoint.autograd.Variable;

/** The largest values over a grid of cells that covers N x C x H x W, whatever its size. */
public final class AdaptiveMaxPool2d extends Module {
  private final int height;
  private final int width;

  /** A square grid; 1 pools globally. */
  public AdaptiveMaxPool2d(int size) {
    this(size, size);
  }

  /** A grid of {@code height} x {@code width} cells. */
  public AdaptiveMaxPool2d(int height, int width) {
    this.height = height;
    this.width = width;
  }

  @Override
  public Variable forward(Variable x) {
    return x.adaptiveMaxPool2d(height, width);
  }

  @Override
  protected String settings() {
    return "output_size=" + (height == width ? "" + height : Settings.pair(height, width));
  }
}
