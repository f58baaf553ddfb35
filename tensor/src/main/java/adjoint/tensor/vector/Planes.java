package adjoint.tensor.vector;

import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;

/**
 * Where the pixels of F32 images N x C x H x W lie.
 *
 * @param array the elements
 * @param offset index of the first pixel
 * @param image elements from one image to the next
 * @param channel elements from one channel to the next
 * @param row elements from one row to the next
 * @param column elements from one column to the next
 */
record Planes(float[] array, int offset, int image, int channel, int row, int column) {
  /** The planes of a four-dimensional F32 tensor in any layout. */
  static Planes of(Tensor images) {
    Layout layout = images.layout();
    return new Planes(
        images.storage().floats(),
        layout.offset(),
        layout.stride(0),
        layout.stride(1),
        layout.stride(2),
        layout.stride(3));
  }

  /** These planes from another channel on. */
  Planes fromChannel(int first) {
    return new Planes(array, offset + first * channel, image, channel, row, column);
  }
}
