package adjoint.yolo.data.augment;

import adjoint.tensor.Generator;
import adjoint.yolo.image.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pastes outlined objects once more, mirrored, where they cover little of what is there. */
public final class CopyPaste {
  private static final double LARGEST_COVER = 0.30;
  private static final double EPSILON = 1e-7;

  private CopyPaste() {}

  /**
   * Pastes a share of the outlined objects.
   *
   * @param share from 0 to 1, of the objects that are tried
   */
  public static Sample apply(Sample sample, double share, Generator generator) {
    List<LabelledBox> outlined =
        new ArrayList<>(sample.boxes().stream().filter(box -> box.outline() != null).toList());
    int tried = (int) Math.rint(share * outlined.size());
    if (tried == 0) {
      return sample;
    }
    RgbImage image = sample.image();
    RgbImage result = new RgbImage(image.width(), image.height(), image.data().clone());
    List<LabelledBox> boxes = new ArrayList<>(sample.boxes());
    for (int i = 0; i < tried; i++) {
      int drawn = i + generator.nextInt(outlined.size() - i);
      LabelledBox object = outlined.get(drawn);
      outlined.set(drawn, outlined.get(i));
      LabelledBox mirrored = Flips.mirrored(object, image.width());
      if (boxes.stream().allMatch(box -> cover(mirrored, box) < LARGEST_COVER)) {
        boxes.add(mirrored);
        paste(image, object.outline(), result);
      }
    }
    return new Sample(result, boxes);
  }

  /** The share of {@code covered} that lies under {@code cover}. */
  private static double cover(LabelledBox cover, LabelledBox covered) {
    double w = Math.min(cover.x2(), covered.x2()) - Math.max(cover.x1(), covered.x1());
    double h = Math.min(cover.y2(), covered.y2()) - Math.max(cover.y1(), covered.y1());
    double area = covered.width() * covered.height();
    return Math.max(w, 0) * Math.max(h, 0) / (area + EPSILON);
  }

  /** Copies the pixels inside a polygon to their mirror places, row by row. */
  private static void paste(RgbImage image, double[] outline, RgbImage result) {
    int corners = outline.length / 2;
    double[] crossings = new double[corners];
    for (int y = 0; y < image.height(); y++) {
      int count = 0;
      for (int i = 0; i < corners; i++) {
        int j = (i + 1) % corners;
        double y1 = outline[2 * i + 1];
        double y2 = outline[2 * j + 1];
        if (y1 <= y != y2 <= y) {
          double x1 = outline[2 * i];
          crossings[count++] = x1 + (outline[2 * j] - x1) * (y - y1) / (y2 - y1);
        }
      }
      Arrays.sort(crossings, 0, count);
      for (int k = 0; k + 1 < count; k += 2) {
        int from = Math.max((int) Math.ceil(crossings[k]), 0);
        int to = Math.min((int) Math.floor(crossings[k + 1]), image.width() - 1);
        for (int x = from; x <= to; x++) {
          int source = (y * image.width() + x) * 3;
          int target = (y * image.width() + image.width() - 1 - x) * 3;
          System.arraycopy(image.data(), source, result.data(), target, 3);
        }
      }
    }
  }
}
