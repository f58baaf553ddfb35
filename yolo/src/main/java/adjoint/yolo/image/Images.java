package adjoint.yolo.image;

import adjoint.tensor.io.FormatException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Reads and writes picture files. */
public final class Images {
  /** Suffixes, in lower case, by which a picture is recognised in a folder. */
  public static final Set<String> SUFFIXES =
      Set.of("bmp", "dng", "jpeg", "jpg", "mpo", "png", "tif", "tiff", "webp");

  /** More pixels than this are refused before anything is decoded. */
  static final long MAX_PIXELS = 100_000_000;

  private static final float JPEG_QUALITY = 0.95f;

  private Images() {}

  /** The part of a file name after the last dot, in lower case; empty if there is none. */
  public static String suffix(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * Decodes a picture to 8-bit RGB, turned upright as its EXIF orientation says.
   *
   * @throws NoSuchFileException if there is no such file
   * @throws FormatException if the file is no picture, is damaged or truncated, has more than 100
   *     million pixels, or is of a kind that the JDK does not decode
   * @throws IOException if the file cannot be read
   */
  public static RgbImage read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int orientation = 1;
    if (JpegStructure.isJpeg(bytes)) {
      JpegStructure structure = JpegStructure.read(bytes);
      if (!structure.complete()) {
        throw new FormatException(
            file, structure.position(), "the JPEG data is truncated: it has no end marker");
      }
      orientation = structure.orientation();
      bytes = JpegStructure.withoutColorProfile(bytes);
    }
    return upright(RgbImage.of(decode(file, bytes)), orientation);
  }

  private static BufferedImage decode(Path file, byte[] bytes) throws IOException {
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new FormatException(file, -1, unknownFormat(bytes));
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MAX_PIXELS) {
          throw new FormatException(
              file, -1, "the picture has " + pixels + " pixels; up to " + MAX_PIXELS + " are read");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (FormatException known) {
      throw known;
    } catch (IOException | RuntimeException damaged) {
      // The JDK's decoders meet damaged data with exceptions of many kinds.
      throw new FormatException(file, -1, "not a readable picture: " + reason(damaged));
    }
  }

  private static String reason(Exception damaged) {
    String message = damaged.getMessage();
    return message == null ? damaged.getClass().getSimpleName() : message;
  }

  private static String unknownFormat(byte[] bytes) {
    if (bytes.length == 0) {
      return "the file is empty";
    }
    boolean webp = bytes.length > 12 && bytes[0] == 'R' && bytes[8] == 'W' && bytes[9] == 'E';
    return webp
        ? "WebP pictures are not decoded here; convert it to PNG or JPEG"
        : "not a picture in a known format (JPEG, PNG, BMP, GIF and TIFF are read)";
  }

  /** Undoes an EXIF orientation: 2 to 4 mirror or turn by 180 degrees, 5 to 8 swap the axes. */
  static RgbImage upright(RgbImage image, int orientation) {
    if (orientation == 1) {
      return image;
    }
    boolean swap = orientation >= 5;
    int width = swap ? image.height() : image.width();
    int height = swap ? image.width() : image.height();
    RgbImage turned = RgbImage.blank(width, height);
    boolean fromRight =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean fromBottom =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = swap ? y : x;
        int row = swap ? x : y;
        int sourceX = fromRight ? image.width() - 1 - column : column;
        int sourceY = fromBottom ? image.height() - 1 - row : row;
        int from = (sourceY * image.width() + sourceX) * 3;
        System.arraycopy(image.data(), from, turned.data(), (y * width + x) * 3, 3);
      }
    }
    return turned;
  }

  /**
   * Writes a picture: JPEG of high quality for {@code .jpg}, {@code .jpeg} and {@code .mpo}, BMP
   * and TIFF by their suffixes, PNG otherwise.
   */
  public static void write(Path file, RgbImage image) throws IOException {
    String format =
        switch (suffix(file)) {
          case "jpg", "jpeg", "mpo" -> "jpeg";
          case "bmp" -> "bmp";
          case "tif", "tiff" -> "tiff";
          default -> "png";
        };
    BufferedImage picture = image.toBufferedImage();
    ImageWriter writer =
        ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(picture), format).next();
    try (OutputStream output = Files.newOutputStream(file);
        ImageOutputStream stream = new MemoryCacheImageOutputStream(output)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(JPEG_QUALITY);
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }
}
