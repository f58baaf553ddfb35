package adjoint.yolo.data.shapes;

import adjoint.tensor.Generator;
import adjoint.tensor.backend.Parallel;
import adjoint.yolo.data.LabelledImages;
import java.util.Arrays;
import java.util.List;

/**
 * A data set of drawn pictures: up to five shapes of six classes, of many sizes, colours and
 * angles, partly covering each other, on textured backgrounds. Each picture depends only on the
 * seed, its split and its number, and is the same on every machine.
 *
 * @param images pictures in all; eight of ten are for training, the rest for validation and test
 * @param size side of the pictures, in pixels
 * @param seed of all random numbers
 */
public record ShapeSet(int images, int size, long seed) {
  /** Class names; the index is the class. */
  public static final List<String> NAMES = Arrays.stream(Shape.values()).map(Shape::label).toList();

  /** The splits that the pictures are divided into. */
  public static final List<String> SPLITS = List.of("train", "val", "test");

  /** The set that training uses where no other is named. */
  public static final ShapeSet DEFAULT = new ShapeSet(800, 128, 0);

  private static final int FEWEST = 10;
  private static final int SMALLEST_SIZE = 32;
  private static final int LARGEST_SIZE = 4096;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if there are fewer than 10 pictures, or their side is not from
   *     32 to 4096 pixels
   */
  public ShapeSet {
    if (images < FEWEST) {
      throw new IllegalArgumentException(
          "the number of pictures must be " + FEWEST + " or more, got " + images);
    }
    if (size < SMALLEST_SIZE || size > LARGEST_SIZE) {
      throw new IllegalArgumentException(
          "the size of the pictures must be from "
              + SMALLEST_SIZE
              + " to "
              + LARGEST_SIZE
              + " pixels, got "
              + size);
    }
  }

  /**
   * Number of pictures in a split.
   *
   * @throws IllegalArgumentException if there is no such split
   */
  public int count(String split) {
    int tenth = images / 10;
    return switch (split) {
      case "train" -> images - 2 * tenth;
      case "val", "test" -> tenth;
      default ->
          throw new IllegalArgumentException("there is no split " + split + ", only " + SPLITS);
    };
  }

  /** Draws all pictures of a split. */
  public LabelledImages split(String split) {
    LabelledImages.Labelled[] pictures = new LabelledImages.Labelled[count(split)];
    Parallel.forEach(pictures.length, i -> pictures[i] = picture(split, i));
    return LabelledImages.of(List.of(pictures));
  }

  /** Draws one picture of a split. */
  public LabelledImages.Labelled picture(String split, int number) {
    long ofSeed = new Generator(seed).nextLong();
    long ofSplit = new Generator(ofSeed + SPLITS.indexOf(split)).nextLong();
    Generator generator = new Generator(new Generator(ofSplit + number).nextLong());
    Drawing.Finished drawn = Drawing.draw(size, generator);
    String name = String.format("images/%s/%06d.png", split, number);
    return new LabelledImages.Labelled(name, drawn.image(), drawn.labels());
  }
}
