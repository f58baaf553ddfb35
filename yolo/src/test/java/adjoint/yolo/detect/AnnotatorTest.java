package adjoint.yolo.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.yolo.image.RgbImage;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AnnotatorTest {
  private static Detection box(float x1, float y1, float x2, float y2, int label, String name) {
    return new Detection(x1, y1, x2, y2, .5f, label, name);
  }

  /** Boxes and labels anywhere, on pictures of any size, never leave the picture. */
  @Property(tries = 200)
  void survivesAnyBox(
      @ForAll @IntRange(min = 1, max = 60) int width,
      @ForAll @IntRange(min = 1, max = 60) int height,
      @ForAll @FloatRange(min = -50, max = 100) float x,
      @ForAll @FloatRange(min = -50, max = 100) float y,
      @ForAll String name) {
    RgbImage picture = RgbImage.blank(width, height);
    RgbImage drawn =
        new Annotator(0, true, true).draw(picture, List.of(box(x, y, x + 20, y + 9, 7, name)));
    assertEquals(picture.data().length, drawn.data().length);
  }

  @Test
  void labelsAreReadable() {
    RgbImage picture = RgbImage.blank(300, 120);
    RgbImage drawn =
        new Annotator(3, true, true).draw(picture, List.of(box(20, 40, 200, 100, 0, "bus")));
    int light = 0;
    int background = 0;
    for (int y = 5; y < 38; y++) {
      for (int x = 20; x < 180; x++) {
        light += drawn.get(x, y, 1) > 200 ? 1 : 0;
        background += drawn.get(x, y, 0) == 0xFF && drawn.get(x, y, 1) == 0x38 ? 1 : 0;
      }
    }
    int lettered = light;
    int filled = background;
    assertTrue(lettered > 100, () -> lettered + " pixels of letters");
    assertTrue(filled > 1000, () -> filled + " pixels of background");
  }

  @Test
  void everyPrintableCharacterHasStrokes() {
    for (char c = ' '; c < 127; c++) {
      assertTrue(StrokeFont.covers(String.valueOf(c)), "no strokes for " + c);
    }
  }

  @Test
  void boxesAloneOnRequest() {
    RgbImage picture = RgbImage.blank(100, 100);
    RgbImage drawn =
        new Annotator(2, false, false).draw(picture, List.of(box(20, 40, 80, 90, 0, "bus")));
    assertEquals(0, drawn.get(25, 35, 0));
    assertEquals(0xFF, drawn.get(20, 60, 0));
  }
}
