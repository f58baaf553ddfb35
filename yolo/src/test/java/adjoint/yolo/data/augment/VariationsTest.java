package adjoint.yolo.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Generator;
import adjoint.yolo.data.Augmentation;
import adjoint.yolo.image.RgbImage;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VariationsTest {
  private static RgbImage noise(int width, int height, long seed) {
    RgbImage image = RgbImage.blank(width, height);
    new Random(seed).nextBytes(image.data());
    return image;
  }

  private static RgbImage plain(int width, int height, int grey) {
    RgbImage image = RgbImage.blank(width, height);
    Arrays.fill(image.data(), (byte) grey);
    return image;
  }

  private static LabelledBox box(double x1, double y1, double x2, double y2) {
    return new LabelledBox(0, x1, y1, x2, y2, null);
  }

  @Property(tries = 50)
  void flippingTwiceChangesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    RgbImage image = noise(1 + random.nextInt(20), 1 + random.nextInt(20), seed);
    LabelledBox box = new LabelledBox(3, 1, 2, 5, 7, new double[] {1, 2, 5, 3, 4, 7});
    Sample sample = new Sample(image, List.of(box));
    for (Sample twice :
        List.of(Flips.leftRight(Flips.leftRight(sample)), Flips.upDown(Flips.upDown(sample)))) {
      assertArrayEquals(image.data(), twice.image().data());
      LabelledBox same = twice.boxes().get(0);
      assertEquals(box.withoutOutline(), same.withoutOutline());
      assertArrayEquals(box.outline(), same.outline());
    }
    Sample once = Flips.leftRight(sample);
    int right = image.width() - 1;
    assertEquals(image.get(right, 0, 1), once.image().get(0, 0, 1));
    assertEquals(image.width() - 5, once.boxes().get(0).x1());
    Sample down = Flips.upDown(sample);
    assertEquals(image.get(0, image.height() - 1, 2), down.image().get(0, 0, 2));
    assertEquals(image.height() - 7, down.boxes().get(0).y1());
  }

  /** Each tile is one grey, and its label covers it wholly: the label must cover that grey. */
  @Property(tries = 60)
  void mosaicLabelsStayOnTheirTiles(@ForAll long seed, @ForAll boolean nine) {
    Random random = new Random(seed);
    int side = 40;
    List<Sample> tiles = new ArrayList<>();
    for (int k = 0; k < (nine ? 9 : 4); k++) {
      boolean wide = random.nextBoolean();
      int width = wide ? side : 10 + random.nextInt(30);
      int height = wide ? 10 + random.nextInt(30) : side;
      tiles.add(
          new Sample(
              plain(width, height, 10 * k),
              List.of(new LabelledBox(k, 0, 0, width, height, null))));
    }
    Generator generator = new Generator(seed);
    Sample mosaic =
        nine ? Mosaic.ofNine(tiles, side, generator) : Mosaic.ofFour(tiles, side, generator);
    assertEquals(2 * side, mosaic.image().width());
    assertEquals(2 * side, mosaic.image().height());
    assertEquals(tiles.size(), mosaic.boxes().size());
    double covered = 0;
    for (LabelledBox box : mosaic.boxes()) {
      for (int y = (int) box.y1(); y < box.y2(); y++) {
        for (int x = (int) box.x1(); x < box.x2(); x++) {
          int grey = mosaic.image().get(x, y, 0);
          // Later tiles of nine may lie over earlier ones.
          assertTrue(grey == 10 * (int) box.label() || nine && grey > 10 * (int) box.label());
        }
      }
      covered += box.width() * box.height();
    }
    int painted = 0;
    for (int i = 0; i < mosaic.image().data().length; i += 3) {
      painted += mosaic.image().data()[i] == 114 ? 0 : 1;
    }
    assertTrue(nine ? painted <= covered : painted == covered, painted + " of " + covered);
  }

  @Test
  void coloursChangeAsInFloatingPoint() {
    RgbImage image = noise(64, 64, 5);
    double hue = 1.1;
    double saturation = 0.7;
    double value = 0.8;
    RgbImage changed = ColorJitter.apply(image, hue, saturation, value);
    double total = 0;
    for (int i = 0; i < image.data().length; i += 3) {
      float[] hsv =
          Color.RGBtoHSB(
              image.data()[i] & 0xFF, image.data()[i + 1] & 0xFF, image.data()[i + 2] & 0xFF, null);
      if (Math.min(hsv[0], 1 - hsv[0]) < 1 / 180.0) {
        // Between the last hue and the first, rounding may end on either side.
        continue;
      }
      float h = (float) (hsv[0] * hue % 1);
      int rgb = Color.HSBtoRGB(h, (float) (hsv[1] * saturation), (float) (hsv[2] * value));
      for (int c = 0; c < 3; c++) {
        int expected = rgb >> 16 - 8 * c & 0xFF;
        int difference = Math.abs(expected - (changed.data()[i + c] & 0xFF));
        // The hue is rounded, multiplied and cut off: up to 1.6 steps of up to 255 / 30 each; the
        // other tables add less than two each, and rounding one half.
        assertTrue(difference <= 20, "difference " + difference);
        total += difference;
      }
    }
    assertTrue(total / image.data().length < 4, "mean " + total / image.data().length);
  }

  @Test
  void coloursWithoutChangeStayWithinTheStepsOfTheHue() {
    RgbImage image = noise(64, 64, 6);
    RgbImage same = ColorJitter.apply(image, 1, 1, 1);
    for (int i = 0; i < image.data().length; i++) {
      assertTrue(Math.abs((image.data()[i] & 0xFF) - (same.data()[i] & 0xFF)) <= 6);
    }
    assertSame(image, ColorJitter.apply(image, Augmentation.NONE, new Generator(1)));
    RgbImage grey = plain(4, 4, 100);
    assertArrayEquals(
        plain(4, 4, 50).data(), ColorJitter.apply(grey, 1, 2, 0.5).data(), "grey stays grey");
  }

  @Test
  void mixedPicturesLieBetweenTheTwo() {
    Sample mixed =
        MixUp.of(
            new Sample(plain(8, 8, 200), List.of(box(0, 0, 4, 4))),
            new Sample(plain(8, 8, 100), List.of(box(1, 1, 5, 5), box(2, 2, 6, 6))),
            new Generator(3));
    assertEquals(3, mixed.boxes().size());
    int grey = mixed.image().get(0, 0, 0);
    assertTrue(grey > 115 && grey < 185, "the share is near one half: " + grey);
  }

  @Test
  void anOutlinedObjectIsPastedMirrored() {
    RgbImage image = plain(40, 20, 50);
    for (int y = 5; y < 15; y++) {
      for (int x = 4; x < 12; x++) {
        image.data()[(y * 40 + x) * 3] = (byte) 200;
      }
    }
    double[] outline = {4, 5, 12, 5, 12, 15, 4, 15};
    LabelledBox object = new LabelledBox(2, 4, 5, 12, 15, outline);
    Sample pasted = CopyPaste.apply(new Sample(image, List.of(object)), 1, new Generator(1));
    assertEquals(2, pasted.boxes().size());
    LabelledBox copy = pasted.boxes().get(1);
    assertEquals(2, copy.label());
    assertEquals(28, copy.x1());
    assertEquals(36, copy.x2());
    assertEquals(200, pasted.image().get(30, 10, 0));
    assertEquals(50, pasted.image().get(37, 10, 0));
    assertEquals(50, image.get(30, 10, 0), "the original is not changed");
    LabelledBox inTheWay = box(28, 5, 40, 15);
    Sample blocked =
        CopyPaste.apply(new Sample(image, List.of(object, inTheWay)), 1, new Generator(1));
    assertEquals(2, blocked.boxes().size());
    Sample boxOnly = new Sample(image, List.of(inTheWay));
    assertSame(boxOnly, CopyPaste.apply(boxOnly, 1, new Generator(1)));
  }

  /** The same by the definition: the mean of four pixels at the place of the inverse matrix. */
  @Test
  void warpingMatchesInterpolationInFloatingPoint() {
    RgbImage image = noise(30, 20, 9);
    double angle = 0.3;
    double[][] matrix = {
      {1.2 * Math.cos(angle), 1.2 * Math.sin(angle), 2.5},
      {-1.2 * Math.sin(angle), 1.2 * Math.cos(angle), 4.25},
      {0, 0, 1}
    };
    RgbImage affine = Warp.affine(image, matrix, 25, 35);
    RgbImage projective = Warp.perspective(image, matrix, 25, 35);
    double determinant = matrix[0][0] * matrix[1][1] - matrix[0][1] * matrix[1][0];
    for (int y = 0; y < 35; y++) {
      for (int x = 0; x < 25; x++) {
        double u = x - matrix[0][2];
        double v = y - matrix[1][2];
        double sourceX = (matrix[1][1] * u - matrix[0][1] * v) / determinant;
        double sourceY = (matrix[0][0] * v - matrix[1][0] * u) / determinant;
        for (int c = 0; c < 3; c++) {
          double expected = interpolated(image, sourceX, sourceY, c);
          // Places are rounded to 1/32 of a pixel: half of that, times 255, along both axes; the
          // steps along a row to 1/1024 each.
          assertEquals(expected, affine.get(x, y, c), 255 * 2 * (1 / 64.0 + 2 / 1024.0) + 1);
          assertEquals(expected, projective.get(x, y, c), 255 * 2 / 64.0 + 1);
        }
      }
    }
  }

  private static double interpolated(RgbImage image, double x, double y, int channel) {
    double sum = 0;
    for (int dy = 0; dy < 2; dy++) {
      for (int dx = 0; dx < 2; dx++) {
        int px = (int) Math.floor(x) + dx;
        int py = (int) Math.floor(y) + dy;
        double weight = (1 - Math.abs(x - px)) * (1 - Math.abs(y - py));
        boolean inside = px >= 0 && py >= 0 && px < image.width() && py < image.height();
        sum += weight * (inside ? image.get(px, py, channel) : 114);
      }
    }
    return sum;
  }
}
