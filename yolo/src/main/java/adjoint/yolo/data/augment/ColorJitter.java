package adjoint.yolo.data.augment;

import adjoint.tensor.Generator;
import adjoint.yolo.data.Augmentation;
import adjoint.yolo.image.RgbImage;

/**
 * Changes hue, saturation and brightness by random factors, through 8-bit HSV: the hue from 0 to
 * 179, the others from 0 to 255.
 */
public final class ColorJitter {
  private static final int HUES = 180;
  private static final int SHIFT = 12;
  private static final int[] PER_VALUE = reciprocals(255);
  private static final int[] PER_SPREAD = reciprocals(HUES / 6.0);

  private ColorJitter() {}

  private static int[] reciprocals(double full) {
    int[] table = new int[256];
    for (int i = 1; i < table.length; i++) {
      table[i] = (int) Math.rint(full * (1 << SHIFT) / i);
    }
    return table;
  }

  /** A picture with changed colours; the same one if the augmentation asks for no change. */
  public static RgbImage apply(RgbImage image, Augmentation augmentation, Generator generator) {
    double h = augmentation.hsvH();
    double s = augmentation.hsvS();
    double v = augmentation.hsvV();
    if (h == 0 && s == 0 && v == 0) {
      return image;
    }
    return apply(
        image,
        1 + generator.uniform(-1, 1) * h,
        1 + generator.uniform(-1, 1) * s,
        1 + generator.uniform(-1, 1) * v);
  }

  /** Multiplies hue, saturation and brightness. */
  static RgbImage apply(RgbImage image, double hue, double saturation, double value) {
    int[] hues = new int[256];
    int[] saturations = new int[256];
    int[] values = new int[256];
    for (int i = 0; i < 256; i++) {
      hues[i] = (int) (i * hue % HUES);
      saturations[i] = (int) Math.min(i * saturation, 255);
      values[i] = (int) Math.min(i * value, 255);
    }
    byte[] from = image.data();
    byte[] to = new byte[from.length];
    for (int at = 0; at < from.length; at += 3) {
      int r = from[at] & 0xFF;
      int g = from[at + 1] & 0xFF;
      int b = from[at + 2] & 0xFF;
      int top = Math.max(r, Math.max(g, b));
      int spread = top - Math.min(r, Math.min(g, b));
      int s = spread * PER_VALUE[top] + (1 << SHIFT - 1) >> SHIFT;
      int q = top == r ? g - b : top == g ? b - r + 2 * spread : r - g + 4 * spread;
      int h = q * PER_SPREAD[spread] + (1 << SHIFT - 1) >> SHIFT;
      write(hues[h < 0 ? h + HUES : h], saturations[s], values[top], to, at);
    }
    return new RgbImage(image.width(), image.height(), to);
  }

  /** Back from hue, saturation and brightness. */
  private static void write(int h, int s, int v, byte[] to, int at) {
    int sector = h / (HUES / 6);
    float part = (h - sector * (HUES / 6)) * (6f / HUES);
    float saturation = s * (1f / 255);
    int low = round(v * (1 - saturation));
    int falling = round(v * (1 - saturation * part));
    int rising = round(v * (1 - saturation * (1 - part)));
    int r;
    int g;
    int b;
    switch (sector) {
      case 0 -> {
        r = v;
        g = rising;
        b = low;
      }
      case 1 -> {
        r = falling;
        g = v;
        b = low;
      }
      case 2 -> {
        r = low;
        g = v;
        b = rising;
      }
      case 3 -> {
        r = low;
        g = falling;
        b = v;
      }
      case 4 -> {
        r = rising;
        g = low;
        b = v;
      }
      default -> {
        r = v;
        g = low;
        b = falling;
      }
    }
    to[at] = (byte) r;
    to[at + 1] = (byte) g;
    to[at + 2] = (byte) b;
  }

  private static int round(float value) {
    return (int) (value + 0.5f);
  }
}
