package adjoint.yolo.data;

import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small data sets for tests. */
final class TestSets {
  private TestSets() {}

  /** A picture of noise. */
  static RgbImage noise(int width, int height, long seed) {
    RgbImage image = RgbImage.blank(width, height);
    new Random(seed).nextBytes(image.data());
    return image;
  }

  /**
   * Pictures of several sizes in memory, each with up to six random boxes, with outlines of none.
   */
  static LabelledImages inMemory(int count, long seed) {
    Random random = new Random(seed);
    List<LabelledImages.Labelled> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int width = 20 + random.nextInt(100);
      int height = 20 + random.nextInt(100);
      float[][] labels = new float[random.nextInt(7)][];
      for (int k = 0; k < labels.length; k++) {
        float w = 0.05f + 0.9f * random.nextFloat();
        float h = 0.05f + 0.9f * random.nextFloat();
        float x = w / 2 + (1 - w) * random.nextFloat();
        float y = h / 2 + (1 - h) * random.nextFloat();
        labels[k] = new float[] {random.nextInt(5), x, y, w, h};
      }
      pictures.add(
          new LabelledImages.Labelled(i + ".png", noise(width, height, random.nextLong()), labels));
    }
    return LabelledImages.of(pictures);
  }

  /** Writes a picture and, unless {@code labels} is null, its label file; gives the picture. */
  static Path write(Path root, String split, String name, int width, int height, String labels)
      throws IOException {
    Path picture = root.resolve("images").resolve(split).resolve(name);
    Path text =
        root.resolve("labels").resolve(split).resolve(name.replaceAll("\\.[a-z]+$", ".txt"));
    Files.createDirectories(picture.getParent());
    Files.createDirectories(text.getParent());
    Images.write(picture, noise(width, height, name.hashCode()));
    if (labels != null) {
      Files.writeString(text, labels);
    }
    return picture;
  }

  /** Writes {@code data.yaml}. */
  static Path yaml(Path root, String text) throws IOException {
    return Files.writeString(root.resolve("data.yaml"), text);
  }
}
