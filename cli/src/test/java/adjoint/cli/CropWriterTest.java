package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.yolo.detect.Detection;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CropWriterTest {
  @TempDir Path folder;

  private static RgbImage gradient(int width, int height) {
    RgbImage image = RgbImage.blank(width, height);
    for (int i = 0; i < width * height; i++) {
      image.data()[3 * i] = (byte) (i % width);
      image.data()[3 * i + 1] = (byte) (i / width);
    }
    return image;
  }

  private static Detection box(float x1, float y1, float x2, float y2) {
    return new Detection(x1, y1, x2, y2, 0.5f, 0, "a/b");
  }

  @Test
  void theBoxGrowsByTwoPercentAndTenPixels() {
    // Width 50 * 1.02 + 10 = 61 around 45: 14.5 to 75.5, truncated.
    RgbImage crop = CropWriter.crop(gradient(100, 100), box(20, 30, 70, 80));
    assertEquals(61, crop.width());
    assertEquals(61, crop.height());
    assertEquals(14, crop.data()[0]);
    assertEquals(24, crop.data()[1]);
  }

  @Test
  void theBoxIsClippedToThePicture() {
    RgbImage crop = CropWriter.crop(gradient(100, 60), box(0, 0, 100, 60));
    assertEquals(100, crop.width());
    assertEquals(60, crop.height());
  }

  @Test
  void nothingIsLeftOfABoxOutside() {
    assertNull(CropWriter.crop(gradient(100, 60), box(200, 0, 220, 20)));
  }

  @Test
  void severalCropsOfOnePictureAreNumbered() throws IOException {
    CropWriter writer = new CropWriter(folder);
    for (int i = 0; i < 3; i++) {
      writer.write(gradient(100, 60), box(10, 10, 30, 30), "photo");
    }
    assertTrue(Files.exists(folder.resolve("a_b/photo.jpg")));
    assertTrue(Files.exists(folder.resolve("a_b/photo2.jpg")));
    assertTrue(Files.exists(folder.resolve("a_b/photo3.jpg")));
  }
}
