package adjoint.yolo.val;

import adjoint.tensor.Tensor;
import adjoint.yolo.data.Batch;
import java.io.IOException;
import java.util.List;

/** Is told what a validation finds while it runs. */
public interface ValidationListener {
  /**
   * A picture is done.
   *
   * @param picture where it comes from
   * @param found n x 6: x1, y1, x2, y2 in pixels of the original, confidence, class; most confident
   *     first
   */
  default void onPicture(Batch.Picture picture, float[][] found) throws IOException {}

  /**
   * A batch is done, after all of its pictures.
   *
   * @param number 0 for the first
   * @param detections for each picture n x 6: x1, y1, x2, y2 in pixels of the batch, confidence,
   *     class
   */
  default void onBatch(int number, Batch batch, List<Tensor> detections) throws IOException {}
}
