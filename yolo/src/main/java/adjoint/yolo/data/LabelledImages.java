package adjoint.yolo.data;

import adjoint.tensor.backend.Parallel;
import adjoint.tensor.io.FormatException;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The usable pictures of one split with their labels. */
public final class LabelledImages {
  private static final int MANY = 2000;

  private final List<Item> items;
  private final Counts counts;

  private LabelledImages(List<Item> items, Counts counts) {
    this.items = items;
    this.counts = counts;
  }

  private record Item(Path file, int width, int height, Labels labels, RgbImage image) {}

  /**
   * A picture in memory with its labels.
   *
   * @param name the name of the file that it would have
   * @param image the picture
   * @param labels rows of class, centre and size normalised to the picture
   */
  public record Labelled(String name, RgbImage image, float[][] labels) {}

  /**
   * What the check found.
   *
   * @param found label files, the empty ones and those that cannot be used included
   * @param missing pictures without a label file, which count as background
   * @param empty empty label files; their pictures count as background
   * @param corrupt pictures left out since they or their labels cannot be used
   */
  public record Counts(int found, int missing, int empty, int corrupt) {
    @Override
    public String toString() {
      return found
          + " found, "
          + missing
          + " missing, "
          + empty
          + " empty, "
          + corrupt
          + " corrupt";
    }
  }

  /**
   * Checks all pictures and labels of a split, or takes what the cache beside them says. Pictures
   * that cannot be used are reported, counted and left out.
   *
   * @param log takes a line for each picture with a problem, and a summary
   * @throws FormatException if there is no usable picture or no label at all, or a label's class is
   *     beyond the data set's names
   * @throws IOException if a folder cannot be read
   */
  public static LabelledImages read(DataSet data, String split, Consumer<String> log)
      throws IOException {
    return read(data, split, false, log);
  }

  /**
   * As {@link #read(DataSet, String, Consumer)}.
   *
   * @param singleClass whether every label becomes class 0
   */
  public static LabelledImages read(
      DataSet data, String split, boolean singleClass, Consumer<String> log) throws IOException {
    List<Path> pictures = data.images(split);
    List<PictureCheck> checks = checks(data, split, pictures, log);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      PictureCheck check = checks.get(i);
      Path picture = pictures.get(i);
      if (!check.usable()) {
        log.accept("WARNING: " + picture + " is left out: " + check.problem());
        continue;
      }
      if (check.remark() != null) {
        log.accept("WARNING: " + picture + ": " + check.remark());
      }
      Labels labels = check.labels();
      if (singleClass) {
        labels = withClassZero(labels);
      }
      requireClasses(data, picture, labels);
      items.add(new Item(picture, check.width(), check.height(), labels, null));
    }
    LabelledImages images = new LabelledImages(List.copyOf(items), count(checks));
    images.requireUsable(data, split, pictures);
    log.accept(split + ": " + images.summary());
    return images;
  }

  private static List<PictureCheck> checks(
      DataSet data, String split, List<Path> pictures, Consumer<String> log) throws IOException {
    Path cache = LabelCache.file(data.listFile(split), pictures.get(0));
    byte[] fingerprint = LabelCache.fingerprint(pictures);
    List<PictureCheck> cached = LabelCache.read(cache, fingerprint, pictures.size());
    if (cached != null) {
      return cached;
    }
    if (pictures.size() >= MANY) {
      log.accept(split + ": checking " + pictures.size() + " pictures and their labels");
    }
    PictureCheck[] checks = new PictureCheck[pictures.size()];
    Parallel.forEach(checks.length, i -> checks[i] = PictureCheck.of(pictures.get(i)));
    try {
      LabelCache.write(cache, fingerprint, List.of(checks));
    } catch (IOException e) {
      log.accept(
          "WARNING: the check of the labels cannot be kept in "
              + cache
              + " ("
              + e.getClass().getSimpleName()
              + "); it is repeated at the next start");
    }
    return List.of(checks);
  }

  private static Labels withClassZero(Labels labels) {
    float[][] rows = Arrays.stream(labels.rows()).map(float[]::clone).toArray(float[][]::new);
    for (float[] row : rows) {
      row[0] = 0;
    }
    return new Labels(rows, labels.outlines());
  }

  private static void requireClasses(DataSet data, Path picture, Labels labels)
      throws FormatException {
    int classes = data.names().size();
    for (int i = 0; i < labels.rows().length; i++) {
      float label = labels.rows()[i][0];
      if (label >= classes) {
        throw new FormatException(
            PictureCheck.labelFile(picture),
            -1,
            "row "
                + i
                + " has class "
                + (long) label
                + ", but "
                + data.file()
                + " names "
                + classes
                + " classes, 0 to "
                + (classes - 1));
      }
    }
  }

  private static Counts count(List<PictureCheck> checks) {
    int[] states = new int[PictureCheck.State.values().length];
    int corrupt = 0;
    for (PictureCheck check : checks) {
      states[check.state().ordinal()]++;
      corrupt += check.usable() ? 0 : 1;
    }
    int empty = states[PictureCheck.State.EMPTY.ordinal()];
    return new Counts(
        states[PictureCheck.State.FOUND.ordinal()] + empty,
        states[PictureCheck.State.MISSING.ordinal()],
        empty,
        corrupt);
  }

  private void requireUsable(DataSet data, String split, List<Path> pictures)
      throws FormatException {
    if (items.isEmpty()) {
      throw new FormatException(
          data.file(),
          -1,
          split + ": none of the " + pictures.size() + " pictures can be used (" + counts + ")");
    }
    if (items.stream().allMatch(item -> item.labels().rows().length == 0)) {
      Path picture = items.get(0).file();
      throw new FormatException(
          data.file(),
          -1,
          split
              + ": there are no labels ("
              + counts
              + "); those of "
              + picture
              + " belong in "
              + PictureCheck.labelFile(picture));
    }
  }

  /** Pictures that are in memory already. */
  public static LabelledImages of(List<Labelled> pictures) {
    List<Item> items = new ArrayList<>();
    int empty = 0;
    for (Labelled picture : pictures) {
      RgbImage image = picture.image();
      Labels labels = new Labels(picture.labels(), null);
      Path name = Path.of(picture.name());
      items.add(new Item(name, image.width(), image.height(), labels, image));
      empty += picture.labels().length == 0 ? 1 : 0;
    }
    return new LabelledImages(List.copyOf(items), new Counts(items.size(), 0, empty, 0));
  }

  /** Number of usable pictures. */
  public int size() {
    return items.size();
  }

  /** A picture's file. */
  public Path file(int i) {
    return items.get(i).file();
  }

  /** Columns of a picture, upright. */
  public int width(int i) {
    return items.get(i).width();
  }

  /** Rows of a picture, upright. */
  public int height(int i) {
    return items.get(i).height();
  }

  /** Rows of class, centre and size normalised to the picture; shared, not to be changed. */
  public float[][] labels(int i) {
    return items.get(i).labels().rows();
  }

  /**
   * The outline of a labelled object: x and y in turn, normalised to the picture; null where the
   * label is a box only. Shared, not to be changed.
   */
  public float[] outline(int i, int label) {
    return items.get(i).labels().outline(label);
  }

  /** Whether the pictures are in memory, so that reading one costs nothing. */
  boolean inMemory() {
    return !items.isEmpty() && items.get(0).image() != null;
  }

  /** What the check found. */
  public Counts counts() {
    return counts;
  }

  /** One line for the log. */
  public String summary() {
    int labels = 0;
    for (Item item : items) {
      labels += item.labels().rows().length;
    }
    return items.size() + " pictures, " + labels + " labels (label files: " + counts + ")";
  }

  /**
   * Decodes a picture.
   *
   * @throws IOException if it cannot be read any more
   */
  public RgbImage image(int i) throws IOException {
    Item item = items.get(i);
    return item.image() != null ? item.image() : Images.read(item.file());
  }
}
