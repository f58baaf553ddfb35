package adjoint.yolo.detect;

import adjoint.yolo.image.RgbImage;
import java.util.List;
import java.util.Locale;

/** Draws boxes with labels onto a copy of a picture. */
public final class Annotator {
  private static final int[] PALETTE = {
    0xFF3838, 0xFF9D97, 0xFF701F, 0xFFB21D, 0xCFD231, 0x48F90A, 0x92CC17, 0x3DDB86, 0x1A9334,
    0x00D4BB, 0x2C99A8, 0x00C2FF, 0x344593, 0x6473FF, 0x0018EC, 0x8438FF, 0x520085, 0xCB38FF,
    0xFF95C8, 0xFF37C7,
  };

  private final int lineWidth;
  private final boolean labels;
  private final boolean confidences;

  /**
   * Creates an annotator.
   *
   * @param lineWidth of the boxes in pixels; 0 means: by the picture's size
   * @param labels whether class names are written
   * @param confidences whether confidences are written behind the names
   */
  public Annotator(int lineWidth, boolean labels, boolean confidences) {
    this.lineWidth = lineWidth;
    this.labels = labels;
    this.confidences = confidences;
  }

  /** The colour of a class, as 0xRRGGBB. */
  public static int color(int classIndex) {
    return PALETTE[Math.floorMod(classIndex, PALETTE.length)];
  }

  /** Draws all boxes, the most confident on top. */
  public RgbImage draw(RgbImage picture, List<Detection> boxes) {
    RgbImage copy = new RgbImage(picture.width(), picture.height(), picture.data().clone());
    int width =
        lineWidth > 0
            ? lineWidth
            : Math.max((int) Math.rint((copy.width() + copy.height()) / 2.0 * 0.003), 2);
    Canvas canvas = new Canvas(copy);
    for (int i = boxes.size() - 1; i >= 0; i--) {
      drawBox(canvas, boxes.get(i).rounded(), width);
    }
    return copy;
  }

  private void drawBox(Canvas canvas, Detection box, int width) {
    int color = color(box.classIndex());
    int x1 = (int) box.x1();
    int y1 = (int) box.y1();
    canvas.frame(x1, y1, (int) box.x2(), (int) box.y2(), width, color);
    if (!labels) {
      return;
    }
    String text =
        confidences
            ? String.format(Locale.ROOT, "%s %.2f", box.name(), box.confidence())
            : box.name();
    Label label = Label.of(text, Math.max(width, 2));
    int margin = width + 1;
    int height = label.height() + 2 * margin;
    int top = y1 - height >= 0 ? y1 - height : y1;
    int left = Math.max(0, Math.min(x1, canvas.width() - label.width() - 2 * margin));
    canvas.fill(left, top, left + label.width() + 2 * margin, top + height, color);
    label.draw(canvas, left + margin, top + margin, textColor(color));
  }

  /** Black on light colours, white on dark ones, by the weights of perceived brightness. */
  private static int textColor(int background) {
    int red = background >> 16 & 0xFF;
    int green = background >> 8 & 0xFF;
    int blue = background & 0xFF;
    return 299 * red + 587 * green + 114 * blue > 150_000 ? 0x000000 : 0xFFFFFF;
  }
}
