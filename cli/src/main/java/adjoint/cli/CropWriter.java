package adjoint.cli;

import adjoint.yolo.detect.Detection;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Saves what is inside each box as a picture of its own. */
final class CropWriter {
  private static final double GAIN = 1.02;
  private static final double PADDING = 10;

  private final Path folder;

  /** Writes to {@code folder/CLASS/STEM.jpg}, {@code STEM2.jpg} and so on. */
  CropWriter(Path folder) {
    this.folder = folder;
  }

  /** Saves one box of a picture that nothing was drawn on yet. */
  void write(RgbImage picture, Detection box, String stem) throws IOException {
    RgbImage crop = crop(picture, box.rounded());
    if (crop == null) {
      return;
    }
    // A class name may hold what a file name cannot.
    Path classFolder = folder.resolve(box.name().replaceAll("[/\\\\\\x00]", "_"));
    Files.createDirectories(classFolder);
    Path file = classFolder.resolve(stem + ".jpg");
    for (int number = 2; Files.exists(file); number++) {
      file = classFolder.resolve(stem + number + ".jpg");
    }
    Images.write(file, crop);
  }

  /** The box made a little larger around its centre and clipped; null if nothing is left. */
  static RgbImage crop(RgbImage picture, Detection box) {
    double centreX = (box.x1() + box.x2()) / 2.0;
    double centreY = (box.y1() + box.y2()) / 2.0;
    double halfWidth = ((box.x2() - box.x1()) * GAIN + PADDING) / 2;
    double halfHeight = ((box.y2() - box.y1()) * GAIN + PADDING) / 2;
    int x1 = clip((int) (centreX - halfWidth), picture.width());
    int y1 = clip((int) (centreY - halfHeight), picture.height());
    int width = clip((int) (centreX + halfWidth), picture.width()) - x1;
    int height = clip((int) (centreY + halfHeight), picture.height()) - y1;
    if (width < 1 || height < 1) {
      return null;
    }
    RgbImage crop = RgbImage.blank(width, height);
    for (int y = 0; y < height; y++) {
      int from = ((y1 + y) * picture.width() + x1) * 3;
      System.arraycopy(picture.data(), from, crop.data(), y * width * 3, width * 3);
    }
    return crop;
  }

  private static int clip(int value, int most) {
    return Math.max(0, Math.min(value, most));
  }
}
