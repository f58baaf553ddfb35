package adjoint.yolo.data;

import adjoint.tensor.Generator;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;

/** Makes one picture of a batch. */
interface PictureMaker {
  /**
   * A finished picture.
   *
   * @param image of the batch's size
   * @param picture where it comes from, and its labels
   */
  record Made(RgbImage image, Batch.Picture picture) {}

  /**
   * Makes a picture.
   *
   * @param index number of the picture in its {@link LabelledImages}
   * @param height rows of the batch
   * @param width columns of the batch
   * @param generator for this picture alone
   */
  Made make(int index, int height, int width, Generator generator) throws IOException;
}
