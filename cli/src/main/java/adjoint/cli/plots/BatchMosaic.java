package adjoint.cli.plots;

import adjoint.tensor.Tensor;
import adjoint.yolo.data.Batch;
import adjoint.yolo.detect.Annotator;
import adjoint.yolo.detect.Detection;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.Resampling;
import adjoint.yolo.image.RgbImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a batch side by side, with boxes and file names. */
final class BatchMosaic {
  private static final int MOST_PICTURES = 16;
  private static final int LARGEST_SIDE = 1920;

  /** Small pictures are enlarged up to this, so that their labels leave something to see. */
  private static final double LARGEST_SCALE = 3;

  private static final int BORDER = 2;
  private static final int MOST_LETTERS = 40;

  /** Detections with less confidence are not drawn. */
  private static final float CONFIDENCE = 0.25f;

  private final Batch batch;
  private final List<String> names;

  BatchMosaic(Batch batch, List<String> names) {
    this.batch = batch;
    this.names = names;
  }

  /** Saves the pictures with their labels. */
  void saveLabels(Path file) throws IOException {
    int height = batch.images().size(2);
    int width = batch.images().size(3);
    List<List<Detection>> boxes = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      boxes.add(new ArrayList<>());
    }
    float[] targets = batch.targets().toFloatArray();
    for (int at = 0; at < targets.length; at += 6) {
      float x = targets[at + 2] * width;
      float y = targets[at + 3] * height;
      float halfWidth = targets[at + 4] * width / 2;
      float halfHeight = targets[at + 5] * height / 2;
      int label = (int) targets[at + 1];
      boxes
          .get((int) targets[at])
          .add(box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, 1, label));
    }
    save(boxes, new Annotator(lineWidth(), true, false), file);
  }

  /**
   * Saves the pictures with what was found.
   *
   * @param detections for each picture n x 6: x1, y1, x2, y2 in pixels of the batch, confidence,
   *     class
   */
  void saveDetections(List<Tensor> detections, Path file) throws IOException {
    List<List<Detection>> boxes = new ArrayList<>();
    for (Tensor found : detections) {
      float[] data = found.toFloatArray();
      List<Detection> confident = new ArrayList<>();
      for (int at = 0; at < data.length; at += 6) {
        if (data[at + 4] > CONFIDENCE) {
          confident.add(
              box(
                  data[at],
                  data[at + 1],
                  data[at + 2],
                  data[at + 3],
                  data[at + 4],
                  (int) data[at + 5]));
        }
      }
      boxes.add(confident);
    }
    save(boxes, new Annotator(lineWidth(), true, true), file);
  }

  private Detection box(float x1, float y1, float x2, float y2, float confidence, int label) {
    String name = label < names.size() ? names.get(label) : Integer.toString(label);
    return new Detection(x1, y1, x2, y2, confidence, label, name);
  }

  private int lineWidth() {
    return cellHeight() + cellWidth() > 900 ? 2 : 1;
  }

  // ---- layout: column after column, in a square ------------------------------------------------

  private int count() {
    return Math.min(batch.size(), MOST_PICTURES);
  }

  private int side() {
    return (int) Math.ceil(Math.sqrt(count()));
  }

  private double scale() {
    int largest = Math.max(batch.images().size(2), batch.images().size(3));
    return Math.min(LARGEST_SCALE, (double) LARGEST_SIDE / side() / largest);
  }

  private int cellHeight() {
    return (int) Math.ceil(batch.images().size(2) * scale());
  }

  private int cellWidth() {
    return (int) Math.ceil(batch.images().size(3) * scale());
  }

  private void save(List<List<Detection>> boxes, Annotator annotator, Path file)
      throws IOException {
    int columns = (count() + side() - 1) / side();
    int width = cellWidth();
    int height = cellHeight();
    BufferedImage sheet =
        new BufferedImage(columns * width, side() * height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int i = 0; i < count(); i++) {
      int x = i / side() * width;
      int y = i % side() * height;
      RgbImage picture = Resampling.bilinear(picture(i), width, height);
      picture = annotator.draw(picture, scaled(boxes.get(i)));
      graphics.drawImage(picture.toBufferedImage(), x, y, null);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(x, y, width, BORDER / 2);
      graphics.fillRect(x, y, BORDER / 2, height);
      graphics.fillRect(x, y + height - BORDER / 2, width, BORDER / 2);
      graphics.fillRect(x + width - BORDER / 2, y, BORDER / 2, height);
      title(graphics, batch.pictures().get(i).file(), x, y, height);
    }
    graphics.dispose();
    Images.write(file, RgbImage.of(sheet));
  }

  private void title(Graphics2D graphics, Path file, int x, int y, int height) {
    String name = file.getFileName().toString();
    name = name.substring(0, Math.min(name.length(), MOST_LETTERS));
    double size = Math.max(9, Math.min(16, height * 0.045));
    double width = TextPainter.width(name, size) + size;
    graphics.setColor(new Color(0, 0, 0, 110));
    graphics.fillRect(x + BORDER, y + BORDER, (int) width, (int) (size * 1.5));
    new TextPainter(graphics)
        .draw(
            name,
            x + BORDER + size / 2,
            y + BORDER + size * 0.75,
            size,
            TextPainter.Anchor.START,
            Color.WHITE);
  }

  private List<Detection> scaled(List<Detection> boxes) {
    float scaleX = (float) cellWidth() / batch.images().size(3);
    float scaleY = (float) cellHeight() / batch.images().size(2);
    return boxes.stream()
        .map(
            box ->
                new Detection(
                    box.x1() * scaleX,
                    box.y1() * scaleY,
                    box.x2() * scaleX,
                    box.y2() * scaleY,
                    box.confidence(),
                    box.classIndex(),
                    box.name()))
        .toList();
  }

  /** Picture {@code i} of the batch, from planes to pixels. */
  private RgbImage picture(int i) {
    Tensor planes = batch.images().select(0, i).contiguous();
    int height = planes.size(1);
    int width = planes.size(2);
    RgbImage picture = RgbImage.blank(width, height);
    double[] values = planes.toDoubleArray();
    int plane = width * height;
    for (int p = 0; p < plane; p++) {
      for (int c = 0; c < 3; c++) {
        picture.data()[p * 3 + c] = (byte) values[c * plane + p];
      }
    }
    return picture;
  }
}
