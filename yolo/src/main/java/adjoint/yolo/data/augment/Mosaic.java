package adjoint.yolo.data.augment;

import adjoint.tensor.Generator;
import adjoint.yolo.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins several pictures into one of twice the side, from which {@link Projection} then takes the
 * final size.
 */
public final class Mosaic {
  private Mosaic() {}

  /**
   * Four pictures around a random point of the middle half.
   *
   * @param tiles top left, top right, bottom left, bottom right; each at most {@code side} long
   * @param side of the final picture; the mosaic has twice as many rows and columns
   */
  public static Sample ofFour(List<Sample> tiles, int side, Generator generator) {
    int low = side / 2;
    int middleY = (int) generator.uniform(low, 2 * side - low);
    int middleX = (int) generator.uniform(low, 2 * side - low);
    Joined joined = new Joined(2 * side);
    for (int k = 0; k < 4; k++) {
      RgbImage tile = tiles.get(k).image();
      int x = k % 2 == 0 ? middleX - tile.width() : middleX;
      int y = k < 2 ? middleY - tile.height() : middleY;
      joined.add(tiles.get(k), x, y);
    }
    return joined.sample();
  }

  /**
   * Nine pictures in a ring around the first, of which a random window is kept.
   *
   * @param tiles the middle one, then clockwise from the one above; each at most {@code side} long
   * @param side of the final picture; the window has twice as many rows and columns
   */
  public static Sample ofNine(List<Sample> tiles, int side, Generator generator) {
    Joined joined = new Joined(3 * side);
    RgbImage middle = tiles.get(0).image();
    final int right = side + middle.width();
    final int below = side + middle.height();
    int lastWidth = 0;
    int lastHeight = 0;
    for (int k = 0; k < 9; k++) {
      RgbImage tile = tiles.get(k).image();
      int width = tile.width();
      int height = tile.height();
      int x =
          switch (k) {
            case 0, 1 -> side;
            case 2 -> side + lastWidth;
            case 3, 4 -> right;
            case 5 -> right - width;
            case 6 -> right - lastWidth - width;
            default -> side - width;
          };
      int y =
          switch (k) {
            case 0, 3 -> side;
            case 1, 2 -> side - height;
            case 4 -> side + lastHeight;
            case 5, 6 -> below;
            case 7 -> below - height;
            default -> below - lastHeight - height;
          };
      joined.add(tiles.get(k), x, y);
      lastWidth = width;
      lastHeight = height;
    }
    int windowY = (int) generator.uniform(0, side);
    int windowX = (int) generator.uniform(0, side);
    return joined.window(windowX, windowY, 2 * side);
  }

  /** A square canvas that tiles are laid onto, later ones over earlier ones. */
  private static final class Joined {
    private final RgbImage canvas;
    private final List<LabelledBox> boxes = new ArrayList<>();

    Joined(int side) {
      canvas = Sample.canvas(side, side);
    }

    /** Lays a tile with its top left corner at (x, y); what is outside the canvas is cut off. */
    void add(Sample tile, int x, int y) {
      RgbImage image = tile.image();
      int left = Math.max(x, 0);
      int top = Math.max(y, 0);
      int width = Math.min(x + image.width(), canvas.width()) - left;
      int height = Math.min(y + image.height(), canvas.height()) - top;
      if (width > 0 && height > 0) {
        Sample.copy(image, left - x, top - y, canvas, left, top, width, height);
      }
      tile.boxes().forEach(box -> boxes.add(box.shifted(x, y)));
    }

    Sample sample() {
      return new Sample(canvas, clipped(boxes, canvas.width()));
    }

    Sample window(int x, int y, int side) {
      RgbImage window = RgbImage.blank(side, side);
      Sample.copy(canvas, x, y, window, 0, 0, side, side);
      return new Sample(
          window, clipped(boxes.stream().map(box -> box.shifted(-x, -y)).toList(), side));
    }

    private static List<LabelledBox> clipped(List<LabelledBox> boxes, int side) {
      return boxes.stream().map(box -> box.clipped(side, side)).toList();
    }
  }
}
