package adjoint.yolo.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

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

  /** Converts a picture of any type; transparency is dropped, not blended. */
  public static RgbImage of(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    RgbImage image = blank(width, height);
    byte[] data = image.data;
    if (picture.getType() == BufferedImage.TYPE_3BYTE_BGR
        && ((DataBufferByte) picture.getRaster().getDataBuffer()).getData().length == data.length) {
      byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
      for (int i = 0; i < data.length; i += 3) {
        data[i] = bgr[i + 2];
        data[i + 1] = bgr[i + 1];
        data[i + 2] = bgr[i];
      }
      return image;
    }
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      picture.getRGB(0, y, width, 1, row, 0, width);
      for (int rgb : row) {
        data[at++] = (byte) (rgb >> 16);
        data[at++] = (byte) (rgb >> 8);
        data[at++] = (byte) rgb;
      }
    }
    return image;
  }

  /** A copy for the JDK's picture functions. */
  public BufferedImage toBufferedImage() {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = data[i + 2];
      bgr[i + 1] = data[i + 1];
      bgr[i + 2] = data[i];
    }
    return picture;
  }

  /** One channel (0 red, 1 green, 2 blue) of one pixel, 0 to 255. */
  public int get(int x, int y, int channel) {
    return data[(y * width + x) * 3 + channel] & 0xFF;
  }
}
