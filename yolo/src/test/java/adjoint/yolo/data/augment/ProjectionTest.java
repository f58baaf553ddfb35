package adjoint.yolo.data.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Generator;
import adjoint.yolo.data.Augmentation;
import adjoint.yolo.image.RgbImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  private static final double[] DRAWS = {0.5, 0.5, 0.75, 0.3, 0.5, 0.5, 0.6, 0.4};

  private static Augmentation varied(double degrees, double perspective) {
    return new Augmentation(0, 0, 0, degrees, 0.1, 0.5, 0, perspective, 0, 0, 0, 0, 0);
  }

  private static LabelledBox box(double x1, double y1, double x2, double y2) {
    return new LabelledBox(1, x1, y1, x2, y2, null);
  }

  /** The same box as a rectangle with a corner added in the middle of each side. */
  private static LabelledBox outlined(LabelledBox box) {
    double x = (box.x1() + box.x2()) / 2;
    double y = (box.y1() + box.y2()) / 2;
    double[] outline = {
      box.x1(), box.y1(), x, box.y1(), box.x2(), box.y1(), box.x2(), y, box.x2(), box.y2(), x,
      box.y2(), box.x1(), box.y2(), box.x1(), y, box.x1(), box.y1()
    };
    return new LabelledBox(box.label(), box.x1(), box.y1(), box.x2(), box.y2(), outline);
  }

  private static void assertBox(
      double x1, double y1, double x2, double y2, LabelledBox box, double tolerance) {
    assertEquals(x1, box.x1(), tolerance);
    assertEquals(y1, box.y1(), tolerance);
    assertEquals(x2, box.x2(), tolerance);
    assertEquals(y2, box.y2(), tolerance);
  }

  /** Specification G10. */
  @Test
  void boxesMatchTheReference() {
    Projection projection = Projection.of(DRAWS, varied(10, 0), 128, 128, 64, 64);
    List<LabelledBox> boxes =
        projection.boxes(List.of(box(20, 30, 60, 70), box(70, 80, 100, 120), box(90, 8, 126, 12)));
    assertEquals(2, boxes.size());
    assertBox(0, 3.9024026, 30.510525, 38.569618, boxes.get(0), 1e-5);
    assertBox(39.177326, 40.961208, 64, 64, boxes.get(1), 1e-5);
  }

  @Test
  void anOutlineIsFollowedInsteadOfTheCorners() {
    LabelledBox box = box(40, 40, 90, 80);
    Augmentation onlyScale = varied(0, 0);
    double[] middle = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
    Projection projection = Projection.of(middle, onlyScale, 128, 128, 64, 64);
    LabelledBox plain = projection.boxes(List.of(box)).get(0);
    LabelledBox exact = projection.boxes(List.of(outlined(box))).get(0);
    assertBox(8, 8, 58, 48, plain, 1e-9);
    assertBox(plain.x1(), plain.y1(), plain.x2(), plain.y2(), exact, 0.5);
    Projection turned = Projection.of(DRAWS, varied(40, 0), 128, 128, 128, 128);
    double[] diamond = {64, 44, 84, 64, 64, 84, 44, 64, 64, 44};
    LabelledBox tight = turned.boxes(List.of(new LabelledBox(0, 44, 44, 84, 84, diamond))).get(0);
    LabelledBox loose = turned.boxes(List.of(box(44, 44, 84, 84))).get(0);
    assertTrue(tight.width() < loose.width() && tight.height() < loose.height());
  }

  @Test
  void pixelsGoWhereTheirBoxesGo() {
    for (double perspective : new double[] {0, 0.001}) {
      RgbImage image = Sample.canvas(128, 128);
      LabelledBox box = box(50, 40, 70, 75);
      for (int y = 40; y < 75; y++) {
        for (int x = 50; x < 70; x++) {
          image.data()[(y * 128 + x) * 3] = (byte) 255;
        }
      }
      double[] draws = {0.7, 0.2, 0.75, 0.6, 0.5, 0.5, 0.6, 0.4};
      Sample moved =
          Projection.of(draws, varied(15, perspective), 128, 128, 100, 90)
              .apply(new Sample(image, List.of(box)));
      assertEquals(100, moved.image().width());
      assertEquals(90, moved.image().height());
      double[] seen = {100, 90, 0, 0};
      for (int y = 0; y < 90; y++) {
        for (int x = 0; x < 100; x++) {
          if (moved.image().get(x, y, 0) > 180) {
            seen[0] = Math.min(seen[0], x);
            seen[1] = Math.min(seen[1], y);
            seen[2] = Math.max(seen[2], x + 1);
            seen[3] = Math.max(seen[3], y + 1);
          }
        }
      }
      assertBox(seen[0], seen[1], seen[2], seen[3], moved.boxes().get(0), 2);
    }
  }

  @Test
  void nothingToDoLeavesThePictureAlone() {
    RgbImage image = Sample.canvas(32, 16);
    Sample sample = new Sample(image, List.of(box(1, 2, 30, 14)));
    Sample same =
        Projection.random(new Generator(1), Augmentation.NONE, 32, 16, 32, 16).apply(sample);
    assertSame(image, same.image());
    assertEquals(sample.boxes(), same.boxes());
  }

  @Test
  void smallAndNarrowRemaindersAreDropped() {
    Projection same = Projection.random(new Generator(1), Augmentation.NONE, 500, 500, 500, 500);
    assertEquals(0, same.boxes(List.of(box(10, 10, 12, 40))).size(), "two pixels wide");
    assertEquals(1, same.boxes(List.of(box(10, 10, 12.1, 40))).size());
    assertEquals(0, same.boxes(List.of(box(10, 10, 310, 12.5))).size(), "aspect ratio 120");
    assertEquals(0, same.boxes(List.of(box(-190, 10, 10, 60))).size(), "5 % remain");
    assertEquals(1, same.boxes(List.of(box(-150, 10, 50, 60))).size(), "25 % remain");
  }
}
