package adjoint.yolo.detect;

import adjoint.tensor.Tensor;
import adjoint.yolo.model.DetectionModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at each picture in three versions: as it is, mirrored at 0.83 times the size, and at 0.67
 * times the size. Slower by about the factor 2.2, and finds a little more.
 */
public final class TestTimeAugmentation {
  private static final double[] SCALES = {1, 0.83, 0.67};
  private static final boolean[] MIRRORED = {false, true, false};

  /** The mean colour of photographs; fills what the smaller versions leave of the last cells. */
  private static final double FILL = 0.447;

  private TestTimeAugmentation() {}

  /**
   * The boxes of all versions, in the coordinates of the unchanged one. The largest objects of the
   * largest version and the smallest objects of the smallest version, at which these are worst, are
   * left out.
   *
   * @param model a model in evaluation mode
   * @param images batch x channels x height x width, as the model takes them
   * @return batch x rows x (5 + classes), as {@link DetectionModel#predict} gives them
   */
  public static Tensor predict(DetectionModel model, Tensor images) {
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < SCALES.length; i++) {
      Tensor version = MIRRORED[i] ? images.flip(3) : images;
      Tensor rows = model.predict(scaled(version, SCALES[i], (int) model.maxStride()));
      results.add(restored(rows, SCALES[i], MIRRORED[i], images.size(3)));
    }
    int levels = model.detect().levels();
    int largest = results.size() - 1;
    results.set(0, withoutLargeObjects(results.get(0), levels));
    results.set(largest, withoutSmallObjects(results.get(largest), levels));
    return Tensor.concat(results, 1);
  }

  /** Shrinks pictures, and pads them at the right and below to multiples of the stride. */
  private static Tensor scaled(Tensor images, double scale, int stride) {
    if (scale == 1) {
      return images;
    }
    double height = images.size(2) * scale;
    double width = images.size(3) * scale;
    int below = (int) Math.ceil(height / stride) * stride - (int) height;
    int right = (int) Math.ceil(width / stride) * stride - (int) width;
    return images
        .upsampleBilinear((int) height, (int) width, false)
        .pad(new int[] {0, right, 0, below}, FILL);
  }

  private static Tensor restored(Tensor rows, double scale, boolean mirrored, int width) {
    Tensor boxes = rows.narrow(2, 0, 4).div(scale);
    Tensor x = boxes.narrow(2, 0, 1);
    if (mirrored) {
      x = x.neg().add(width);
    }
    Tensor rest = rows.narrow(2, 4, rows.size(2) - 4);
    return Tensor.concat(List.of(x, boxes.narrow(2, 1, 3), rest), 2);
  }

  /** Drops the rows of the last level, which has one of {@link #parts} of the rows. */
  private static Tensor withoutLargeObjects(Tensor rows, int levels) {
    int dropped = rows.size(1) / parts(levels);
    return rows.narrow(1, 0, rows.size(1) - dropped);
  }

  /** Drops the rows of the first level. */
  private static Tensor withoutSmallObjects(Tensor rows, int levels) {
    int dropped = rows.size(1) / parts(levels) * (1 << 2 * (levels - 1));
    return rows.narrow(1, dropped, rows.size(1) - dropped);
  }

  /** Rows of all levels for one of the last: 1 + 4 + 16 for three. */
  private static int parts(int levels) {
    return ((1 << 2 * levels) - 1) / 3;
  }
}
