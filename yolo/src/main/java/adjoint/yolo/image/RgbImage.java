package adjoint.yolo.image;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;

/**
 * A decoded picture.
 *
 * @param width columns
 * @param height rows
 * @param data red, green and blue bytes of each pixel, row by row; shared, not copied
 */
public record RgbImage(int width, int height, byte[] data) {
  /** Checks the sizes. */
  public RgbImage {
    if (width < 1 || height < 1 || data.length != (long) width * height * 3) {
      throw new IllegalArgumentException(
          "image: " + width + " x " + height + " pixels need three bytes each, got " + data.length);
    }
  }

  /** A black picture. */
  public static RgbImage blank(int width, int height) {
    return new RgbImage(width, height, new byte[Math.multiplyExact(width * 3, height)]);
  }

  /**
   * Converts a picture of any type. The stored numbers are taken as they are, without colour
   * management; 16-bit samples lose their lower half; transparency is dropped, not blended.
   */
  public static RgbImage of(BufferedImage picture) {
    RgbImage image = blank(picture.getWidth(), picture.getHeight());
    Raster raster = picture.getRaster();
    byte[] data = image.data;
    if (picture.getType() == BufferedImage.TYPE_3BYTE_BGR
        && ((DataBufferByte) raster.getDataBuffer()).getData().length == data.length) {
      swapRedAndBlue(((DataBufferByte) raster.getDataBuffer()).getData(), data);
    } else if (picture.getColorModel() instanceof ComponentColorModel) {
      copySamples(raster, data);
    } else {
      copyColors(picture, data);
    }
    return image;
  }

  private static void swapRedAndBlue(byte[] from, byte[] to) {
    for (int i = 0; i < to.length; i += 3) {
      to[i] = from[i + 2];
      to[i + 1] = from[i + 1];
      to[i + 2] = from[i];
    }
  }

  /** Bands of a raster: one or two are grey, three or four red, green and blue. */
  private static void copySamples(Raster raster, byte[] data) {
    int bands = raster.getNumBands();
    int shift = Math.max(raster.getSampleModel().getSampleSize(0) - 8, 0);
    int[] row = new int[raster.getWidth() * bands];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
      for (int x = 0; x < row.length; x += bands) {
        for (int c = 0; c < 3; c++) {
          data[at++] = (byte) (row[bands < 3 ? x : x + c] >> shift);
        }
      }
    }
  }

  /** Palettes and packed pixels, which the JDK resolves. */
  private static void copyColors(BufferedImage picture, byte[] data) {
    int[] row = new int[picture.getWidth()];
    int at = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      picture.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int rgb : row) {
        data[at++] = (byte) (rgb >> 16);
        data[at++] = (byte) (rgb >> 8);
        data[at++] = (byte) rgb;
      }
    }
  }

  /** A copy for the JDK's picture functions. */
  public BufferedImage toBufferedImage() {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    swapRedAndBlue(data, ((DataBufferByte) picture.getRaster().getDataBuffer()).getData());
    return picture;
  }

  /** One channel (0 red, 1 green, 2 blue) of one pixel, 0 to 255. */
  public int get(int x, int y, int channel) {
    return data[(y * width + x) * 3 + channel] & 0xFF;
  }
}
