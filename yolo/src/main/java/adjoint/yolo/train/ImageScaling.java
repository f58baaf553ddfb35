package adjoint.yolo.train;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;

/** Turns the bytes of a batch into the numbers that a model takes. */
final class ImageScaling {
  private static final float[] SHARES = new float[256];

  static {
    for (int i = 0; i < SHARES.length; i++) {
      SHARES[i] = i / 255f;
    }
  }

  private ImageScaling() {}

  /** U8 from 0 to 255 as F32 from 0 to 1, of any shape. */
  static Tensor unit(Tensor images) {
    Tensor from = images.contiguous();
    Tensor result = Tensor.zeros(images.shape());
    byte[] bytes = from.storage().bytes();
    float[] shares = result.storage().floats();
    int first = from.layout().offset();
    int planes = images.rank() > 1 ? images.size(0) * images.size(1) : 1;
    int size = images.elementCount() / Math.max(1, planes);
    Parallel.forEach(
        planes,
        plane -> {
          for (int i = plane * size; i < (plane + 1) * size; i++) {
            shares[i] = SHARES[bytes[first + i] & 0xFF];
          }
        });
    return result;
  }

  /**
   * Images at a random size: the longer side becomes a multiple of the stride, from half to one and
   * a half of {@code imageSize}.
   */
  static Tensor randomSize(Tensor images, int imageSize, int stride, Generator generator) {
    int low = imageSize / 2;
    int high = imageSize + imageSize / 2 + stride;
    int side = (low + generator.nextInt(high - low)) / stride * stride;
    double factor = (double) side / Math.max(images.size(2), images.size(3));
    if (factor == 1 || side == 0) {
      return images;
    }
    int height = (int) Math.ceil(images.size(2) * factor / stride) * stride;
    int width = (int) Math.ceil(images.size(3) * factor / stride) * stride;
    return Autograd.noGrad(
        () -> Variable.of(images).upsampleBilinear(height, width, false).value());
  }
}
