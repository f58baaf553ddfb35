package adjoint.yolo.data;

import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;

/** Changes the size of whole batches, so that a model learns objects of many sizes. */
public final class MultiScale {
  private MultiScale() {}

  /**
   * Draws a size from half to one and a half times the image size, a multiple of {@code grid}.
   *
   * @param grid the largest stride of the model, at least 32, in pixels
   */
  public static int draw(Generator generator, int imageSize, int grid) {
    int low = imageSize / 2;
    int high = imageSize * 3 / 2 + grid;
    int size = (low + generator.nextInt(high - low)) / grid * grid;
    return Math.max(size, grid);
  }

  /**
   * Resizes a batch so that its longer side is about {@code size}, both sides multiples of {@code
   * grid}. Normalised labels stay as they are.
   *
   * @param images F32, n x 3 x height x width
   */
  public static Tensor resize(Tensor images, int size, int grid) {
    int height = images.size(2);
    int width = images.size(3);
    double factor = (double) size / Math.max(height, width);
    if (factor == 1) {
      return images;
    }
    return images.upsampleBilinear(
        roundedUp(height * factor, grid), roundedUp(width * factor, grid), false);
  }

  private static int roundedUp(double side, int grid) {
    return (int) Math.ceil(side / grid) * grid;
  }
}
