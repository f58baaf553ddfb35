package adjoint.yolo.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.io.FormatException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
  @TempDir Path folder;

  private static RgbImage gradient(int width, int height) {
    RgbImage image = RgbImage.blank(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        image.data()[at] = (byte) (x * 255 / width);
        image.data()[at + 1] = (byte) (y * 255 / height);
        image.data()[at + 2] = (byte) 128;
      }
    }
    return image;
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.bmp", "a.tif", "noSuffix"})
  void losslessFormatsKeepEveryPixel(String name) throws IOException {
    RgbImage image = gradient(37, 23);
    Path file = folder.resolve(name);
    Images.write(file, image);
    RgbImage back = Images.read(file);
    assertEquals(37, back.width());
    assertArrayEquals(image.data(), back.data());
  }

  @Test
  void jpegKeepsThePictureRoughly() throws IOException {
    RgbImage image = gradient(64, 48);
    Path file = folder.resolve("a b.jpg");
    Images.write(file, image);
    RgbImage back = Images.read(file);
    double difference = 0;
    for (int i = 0; i < image.data().length; i++) {
      difference += Math.abs((image.data()[i] & 0xFF) - (back.data()[i] & 0xFF));
    }
    assertTrue(difference / image.data().length < 3);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_USHORT_565_RGB
      })
  void convertsEveryKindOfPicture(int type) {
    BufferedImage picture = new BufferedImage(3, 2, type);
    picture.setRGB(1, 1, 0xFFFFFFFF);
    RgbImage image = RgbImage.of(picture);
    assertEquals(255, image.get(1, 1, 0));
    assertEquals(255, image.get(1, 1, 2));
    assertEquals(0, image.get(0, 0, 1));
  }

  /** Grey levels stay as they are stored; the JDK's own conversion would brighten them. */
  @ParameterizedTest
  @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
  void keepsGreyLevels(int type) throws IOException {
    BufferedImage picture = new BufferedImage(4, 3, type);
    picture.getRaster().setSample(2, 1, 0, type == BufferedImage.TYPE_BYTE_GRAY ? 77 : 77 * 257);
    Path file = folder.resolve("grey.png");
    ImageIO.write(picture, "png", file.toFile());
    RgbImage image = Images.read(file);
    assertEquals(77, image.get(2, 1, 0));
    assertEquals(77, image.get(2, 1, 2));
  }

  /** A profile in the file changes nothing: an embedded one that is damaged is not even seen. */
  @Test
  void ignoresColorProfiles() throws IOException {
    byte[] plain = jpeg(gradient(40, 20));
    byte[] label = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);
    byte[] profiled = new byte[plain.length + 40];
    System.arraycopy(plain, 0, profiled, 0, 2);
    profiled[2] = (byte) 0xFF;
    profiled[3] = (byte) 0xE2;
    profiled[5] = 38;
    System.arraycopy(label, 0, profiled, 6, label.length);
    System.arraycopy(plain, 2, profiled, 42, plain.length - 2);
    Path withProfile = Files.write(folder.resolve("with.jpg"), profiled);
    Path without = Files.write(folder.resolve("without.jpg"), plain);
    assertArrayEquals(Images.read(without).data(), Images.read(withProfile).data());
  }

  @Test
  void partOfAPictureIsNotMistakenForTheWhole() {
    BufferedImage picture = new BufferedImage(6, 6, BufferedImage.TYPE_3BYTE_BGR);
    picture.setRGB(4, 4, 0xFFFFFF);
    RgbImage image = RgbImage.of(picture.getSubimage(3, 3, 2, 2));
    assertEquals(255, image.get(1, 1, 0));
    assertEquals(0, image.get(0, 0, 0));
  }

  private static byte[] jpeg(RgbImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image.toBufferedImage(), "jpeg", bytes);
    return bytes.toByteArray();
  }

  private String failure(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, bytes);
    FormatException failure = assertThrows(FormatException.class, () -> Images.read(file));
    assertTrue(failure.getMessage().contains(name), failure.getMessage());
    return failure.reason();
  }

  @Test
  void truncatedJpegsAreRefusedWhereverTheyEnd() throws IOException {
    byte[] whole = jpeg(gradient(64, 64));
    for (int length = 4; length < whole.length; length += 7) {
      String reason = failure("cut.jpg", Arrays.copyOf(whole, length));
      assertTrue(reason.contains("truncated"), reason);
    }
  }

  @Test
  void saysWhatIsWrongWithOtherFiles() throws IOException {
    assertTrue(failure("e.jpg", new byte[0]).contains("empty"));
    byte[] text = "hello, I am a text".getBytes(StandardCharsets.UTF_8);
    assertTrue(failure("t.png", text).contains("not a picture"));
    byte[] webp = "RIFF....WEBPVP8 ".getBytes(StandardCharsets.UTF_8);
    assertTrue(failure("w.webp", webp).contains("WebP"));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(gradient(50, 50).toBufferedImage(), "png", png);
    failure("p.png", Arrays.copyOf(png.toByteArray(), png.size() / 2));
    assertThrows(NoSuchFileException.class, () -> Images.read(folder.resolve("missing.jpg")));
  }

  /** A PNG header that claims 60000 x 60000 pixels is refused before they are allocated. */
  @Test
  void refusesGiantsByTheirHeader() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(gradient(5, 5).toBufferedImage(), "png", png);
    byte[] bytes = png.toByteArray();
    java.nio.ByteBuffer header = java.nio.ByteBuffer.wrap(bytes);
    header.putInt(16, 60_000).putInt(20, 60_000);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(bytes, 12, 17);
    header.putInt(29, (int) crc.getValue());
    assertTrue(failure("giant.png", bytes).contains("3600000000 pixels"));
  }

  /**
   * Each orientation is the transformation that a camera applied; reading undoes it. The letters of
   * a 3 x 2 picture show which pixel went where.
   */
  @ParameterizedTest
  @CsvSource({
    "1, ABC/DEF", "2, CBA/FED", "3, FED/CBA", "4, DEF/ABC",
    "5, AD/BE/CF", "6, DA/EB/FC", "7, FC/EB/DA", "8, CF/BE/AD",
  })
  void turnsUpright(int orientation, String expected) {
    RgbImage stored = RgbImage.blank(3, 2);
    for (int i = 0; i < 6; i++) {
      stored.data()[i * 3] = (byte) ('A' + i);
    }
    RgbImage upright = Images.upright(stored, orientation);
    StringBuilder seen = new StringBuilder();
    for (int y = 0; y < upright.height(); y++) {
      seen.append(y > 0 ? "/" : "");
      for (int x = 0; x < upright.width(); x++) {
        seen.append((char) upright.get(x, y, 0));
      }
    }
    assertEquals(expected, seen.toString());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsTheExifOrientation(boolean little) throws IOException {
    byte[] plain = jpeg(gradient(40, 20));
    java.nio.ByteBuffer exif =
        java.nio.ByteBuffer.allocate(36)
            .order(little ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
    exif.put(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0});
    exif.put(new byte[] {(byte) (little ? 'I' : 'M'), (byte) (little ? 'I' : 'M')});
    exif.putShort((short) 42).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) 6);
    byte[] turned = new byte[plain.length + 36];
    System.arraycopy(plain, 0, turned, 0, 2);
    System.arraycopy(exif.array(), 0, turned, 2, 36);
    System.arraycopy(plain, 2, turned, 38, plain.length - 2);
    Path file = folder.resolve("turned.jpg");
    Files.write(file, turned);
    RgbImage image = Images.read(file);
    assertEquals(20, image.width());
    assertEquals(40, image.height());
  }
}
