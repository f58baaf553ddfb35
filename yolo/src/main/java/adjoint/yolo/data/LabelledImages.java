package adjoint.yolo.data;

import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The checked pictures and labels of one split. */
public final class LabelledImages {
  private LabelledImages() {}

  /**
   * A picture in memory with its labels.
   *
   * @param name the name of the file that it would have
   * @param image the picture
   * @param labels rows of class, centre and size normalised to the picture
   */
  public record Labelled(String name, RgbImage image, float[][] labels) {}

  /** Counts of the check: label files found, missing, empty, and pictures left out. */
  public record Counts(int found, int missing, int empty, int corrupt) {}

  /** Checks all pictures and labels of a split, or takes what the cache beside them says. */
  public static LabelledImages read(DataSet data, String split, Consumer<String> log)
      throws IOException {
    return read(data, split, false, log);
  }

  /** The same; {@code singleClass} makes every label class 0. */
  public static LabelledImages read(
      DataSet data, String split, boolean singleClass, Consumer<String> log) throws IOException {
    throw new UnsupportedOperationException("being built");
  }

  /** Pictures that are in memory already. */
  public static LabelledImages of(List<Labelled> pictures) {
    throw new UnsupportedOperationException("being built");
  }

  /** Number of usable pictures. */
  public int size() {
    throw new UnsupportedOperationException("being built");
  }

  /** A picture's file. */
  public Path file(int i) {
    throw new UnsupportedOperationException("being built");
  }

  /** Columns of a picture, upright. */
  public int width(int i) {
    throw new UnsupportedOperationException("being built");
  }

  /** Rows of a picture, upright. */
  public int height(int i) {
    throw new UnsupportedOperationException("being built");
  }

  /** Rows of class, x, y, w, h normalised to the picture; do not change them. */
  public float[][] labels(int i) {
    throw new UnsupportedOperationException("being built");
  }

  /** What the check found. */
  public Counts counts() {
    throw new UnsupportedOperationException("being built");
  }

  /** One line for the log. */
  public String summary() {
    throw new UnsupportedOperationException("being built");
  }

  /** Decodes a picture. */
  public RgbImage image(int i) throws IOException {
    throw new UnsupportedOperationException("being built");
  }
}
