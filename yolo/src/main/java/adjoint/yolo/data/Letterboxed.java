package adjoint.yolo.data;

import adjoint.yolo.data.augment.LabelledBox;
import adjoint.yolo.data.augment.Sample;
import adjoint.yolo.image.Letterbox;
import adjoint.yolo.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/** Turns normalised labels into pixels of a padded picture, and back. */
final class Letterboxed {
  /** Boxes end this much before the picture's edge, so that their centres lie inside. */
  private static final double MARGIN = 0.001;

  private Letterboxed() {}

  /** The objects of a picture, in pixels of a scaled and shifted copy of it. */
  static List<LabelledBox> boxes(
      LabelledImages images, int index, double width, double height, double padX, double padY) {
    List<LabelledBox> boxes = new ArrayList<>();
    float[][] rows = images.labels(index);
    for (int i = 0; i < rows.length; i++) {
      float[] row = rows[i];
      float[] outline = images.outline(index, i);
      boxes.add(
          new LabelledBox(
              row[0],
              width * (row[1] - row[3] / 2.0) + padX,
              height * (row[2] - row[4] / 2.0) + padY,
              width * (row[1] + row[3] / 2.0) + padX,
              height * (row[2] + row[4] / 2.0) + padY,
              outline == null ? null : corners(outline, width, height, padX, padY)));
    }
    return boxes;
  }

  private static double[] corners(
      float[] outline, double width, double height, double padX, double padY) {
    double[] corners = new double[outline.length];
    for (int i = 0; i < corners.length; i += 2) {
      corners[i] = width * outline[i] + padX;
      corners[i + 1] = height * outline[i + 1] + padY;
    }
    return corners;
  }

  /** A picture scaled and padded to height x width, with its objects. */
  static Sample sample(LabelledImages images, int index, RgbImage image, Letterbox letterbox) {
    List<LabelledBox> boxes =
        boxes(
            images,
            index,
            letterbox.scale() * image.width(),
            letterbox.scale() * image.height(),
            letterbox.padX(),
            letterbox.padY());
    return new Sample(letterbox.apply(image), boxes);
  }

  /** Rows of class, centre and size normalised to the picture, cut off at its edges. */
  static float[][] normalised(Sample sample) {
    double width = sample.image().width();
    double height = sample.image().height();
    float[][] rows = new float[sample.boxes().size()][];
    for (int i = 0; i < rows.length; i++) {
      LabelledBox box = sample.boxes().get(i).clipped(width - MARGIN, height - MARGIN);
      rows[i] =
          new float[] {
            box.label(),
            (float) ((box.x1() + box.x2()) / 2 / width),
            (float) ((box.y1() + box.y2()) / 2 / height),
            (float) (box.width() / width),
            (float) (box.height() / height)
          };
    }
    return rows;
  }
}
