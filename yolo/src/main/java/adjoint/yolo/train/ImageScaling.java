package adjoint.yolo.train;

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
}
