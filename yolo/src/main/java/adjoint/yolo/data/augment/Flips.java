package adjoint.yolo.data.augment;

import adjoint.yolo.image.RgbImage;
import java.util.List;

/** Mirrors pictures with their objects. */
public final class Flips {
  private Flips() {}

  /** Left becomes right. */
  public static Sample leftRight(Sample sample) {
    RgbImage image = sample.image();
    int width = image.width();
    List<LabelledBox> boxes = sample.boxes().stream().map(box -> mirrored(box, width)).toList();
    return new Sample(leftRight(image), boxes);
  }

  static LabelledBox mirrored(LabelledBox box, double width) {
    double[] outline = null;
    if (box.outline() != null) {
      outline = box.outline().clone();
      for (int i = 0; i < outline.length; i += 2) {
        outline[i] = width - outline[i];
      }
    }
    return new LabelledBox(
        box.label(), width - box.x2(), box.y1(), width - box.x1(), box.y2(), outline);
  }

  private static RgbImage leftRight(RgbImage image) {
    RgbImage flipped = RgbImage.blank(image.width(), image.height());
    int row = image.width() * 3;
    for (int start = 0; start < image.data().length; start += row) {
      for (int x = 0; x < row; x += 3) {
        int from = start + x;
        int to = start + row - 3 - x;
        flipped.data()[to] = image.data()[from];
        flipped.data()[to + 1] = image.data()[from + 1];
        flipped.data()[to + 2] = image.data()[from + 2];
      }
    }
    return flipped;
  }

  /** Top becomes bottom. */
  public static Sample upDown(Sample sample) {
    RgbImage image = sample.image();
    RgbImage flipped = RgbImage.blank(image.width(), image.height());
    int row = image.width() * 3;
    for (int y = 0; y < image.height(); y++) {
      int to = (image.height() - 1 - y) * row;
      System.arraycopy(image.data(), y * row, flipped.data(), to, row);
    }
    int height = image.height();
    List<LabelledBox> boxes = sample.boxes().stream().map(box -> turned(box, height)).toList();
    return new Sample(flipped, boxes);
  }

  private static LabelledBox turned(LabelledBox box, double height) {
    double[] outline = null;
    if (box.outline() != null) {
      outline = box.outline().clone();
      for (int i = 1; i < outline.length; i += 2) {
        outline[i] = height - outline[i];
      }
    }
    return new LabelledBox(
        box.label(), box.x1(), height - box.y2(), box.x2(), height - box.y1(), outline);
  }
}
