package adjoint.yolo.data.convert;

import adjoint.tensor.io.FormatException;
import adjoint.tensor.io.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A COCO file of instances: pictures, categories and objects. It is read value by value, so only
 * what is needed of a file of hundreds of megabytes stays in memory.
 */
final class CocoAnnotations {
  private static final int MOST_COORDINATES = 100_000;

  private final Path file;
  private final boolean outlines;
  private final JsonReader json;
  private final Map<Long, Picture> pictures = new TreeMap<>();
  private final Map<Long, String> categories = new TreeMap<>();
  private final List<Annotation> annotations = new ArrayList<>();

  record Picture(String name, int width, int height) {}

  /**
   * An object.
   *
   * @param box left, top, width, height in pixels
   * @param outline corners, x and y in turn, in pixels; null if there is none
   */
  record Annotation(long picture, long category, double[] box, boolean crowd, double[] outline) {}

  private CocoAnnotations(Path file, boolean outlines) throws IOException {
    this.file = file;
    this.outlines = outlines;
    json = new JsonReader(Files.readAllBytes(file), file, 0);
  }

  /**
   * Reads a file.
   *
   * @throws FormatException if it is no JSON, or a key is missing or malformed
   */
  static CocoAnnotations read(Path file, boolean outlines) throws IOException {
    CocoAnnotations result = new CocoAnnotations(file, outlines);
    result.readAll();
    return result;
  }

  Map<Long, Picture> pictures() {
    return pictures;
  }

  /** Names by their numbers, in ascending order. */
  Map<Long, String> categories() {
    return categories;
  }

  List<Annotation> annotations() {
    return annotations;
  }

  private void readAll() throws FormatException {
    json.beginObject();
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "images" -> readEach(this::readPicture);
        case "categories" -> readEach(this::readCategory);
        case "annotations" -> readEach(this::readAnnotation);
        default -> json.skipValue();
      }
    }
    json.finish();
    for (String part : List.of("images", "categories")) {
      if ((part.equals("images") ? pictures : categories).isEmpty()) {
        throw new FormatException(
            file, -1, "the key " + part + " is missing or empty; a COCO file of instances has it");
      }
    }
  }

  @FunctionalInterface
  private interface Element {
    void read() throws FormatException;
  }

  private void readEach(Element element) throws FormatException {
    json.beginArray();
    while (json.nextElement()) {
      json.beginObject();
      element.read();
    }
  }

  private void readPicture() throws FormatException {
    final long position = json.position();
    long id = -1;
    String name = null;
    long width = 0;
    long height = 0;
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "id" -> id = json.readSize("id");
        case "file_name" -> name = json.readString();
        case "width" -> width = json.readSize("width");
        case "height" -> height = json.readSize("height");
        default -> json.skipValue();
      }
    }
    if (id < 0 || name == null || width < 1 || height < 1 || Math.max(width, height) > 1 << 20) {
      throw json.error(position, "an image needs id, file_name, width and height");
    }
    pictures.put(id, new Picture(name, (int) width, (int) height));
  }

  private void readCategory() throws FormatException {
    final long position = json.position();
    long id = -1;
    String name = null;
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "id" -> id = json.readSize("id");
        case "name" -> name = json.readString();
        default -> json.skipValue();
      }
    }
    if (id < 0 || name == null) {
      throw json.error(position, "a category needs id and name");
    }
    categories.put(id, name);
  }

  private void readAnnotation() throws FormatException {
    final long position = json.position();
    long picture = -1;
    long category = -1;
    double[] box = null;
    boolean crowd = false;
    double[] outline = null;
    for (String key = json.nextKey(); key != null; key = json.nextKey()) {
      switch (key) {
        case "image_id" -> picture = json.readSize("image_id");
        case "category_id" -> category = json.readSize("category_id");
        case "bbox" -> box = numbers(new double[0]);
        case "iscrowd" -> crowd = isTrue();
        case "segmentation" -> outline = outline();
        default -> json.skipValue();
      }
    }
    if (picture < 0 || category < 0 || box == null || box.length != 4) {
      throw json.error(position, "an annotation needs image_id, category_id and bbox of 4 numbers");
    }
    annotations.add(new Annotation(picture, category, box, crowd, outline));
  }

  /** Written as 0 or 1, by some programs as a truth value. */
  private boolean isTrue() throws FormatException {
    int next = json.peek();
    if (next == 't' || next == 'f' || next == 'n') {
      return Boolean.TRUE.equals(json.readLiteral());
    }
    return json.readNumber().doubleValue() != 0;
  }

  /** The corners of all polygons of an object in turn; null for masks in run lengths. */
  private double[] outline() throws FormatException {
    if (!outlines || json.peek() != '[') {
      json.skipValue();
      return null;
    }
    double[] corners = {};
    json.beginArray();
    while (json.nextElement()) {
      corners = numbers(corners);
    }
    return corners.length >= 6 && corners.length % 2 == 0 ? corners : null;
  }

  private double[] numbers(double[] before) throws FormatException {
    double[] numbers = before;
    int count = before.length;
    json.beginArray();
    while (json.nextElement()) {
      if (count == MOST_COORDINATES) {
        throw json.error(json.position(), "more than " + MOST_COORDINATES + " coordinates");
      }
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.max(4, 2 * count));
      }
      numbers[count++] = json.readNumber().doubleValue();
    }
    return Arrays.copyOf(numbers, count);
  }
}
