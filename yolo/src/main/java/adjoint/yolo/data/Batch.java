package adjoint.yolo.data;

import adjoint.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/**
 * One batch of labelled pictures.
 *
 * @param images U8, n x 3 x height x width: red, green, blue from 0 to 255
 * @param targets F32, m x 6: the picture's place in the batch, the class, and the box's centre and
 *     size normalised to the batch's height and width; m may be 0
 * @param pictures where each picture comes from
 */
public record Batch(Tensor images, Tensor targets, List<Picture> pictures) {
  /**
   * One picture of a batch. A point (x, y) of the original lies at (x * gainX + padX, y * gainY +
   * padY) in the batch; for augmented pictures, which have no such relation, the gains are 1 and
   * the padding is 0.
   *
   * @param index the picture's number in its {@link LabelledImages}; of a mosaic, the picture that
   *     it was made around
   * @param file the picture's file
   * @param width columns of the original
   * @param height rows of the original
   * @param gainX columns in the batch for one column of the original
   * @param gainY rows in the batch for one row of the original
   * @param padX columns before the picture in the batch; may end in one half
   * @param padY rows before the picture in the batch; may end in one half
   * @param labels rows of class, centre and size normalised to the batch's height and width: this
   *     picture's part of the targets
   */
  public record Picture(
      int index,
      Path file,
      int width,
      int height,
      double gainX,
      double gainY,
      double padX,
      double padY,
      float[][] labels) {}

  /** Number of pictures. */
  public int size() {
    return pictures.size();
  }
}
