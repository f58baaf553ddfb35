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

  /** For each hue, what a fully saturated colour lacks of red, green and blue, 0 to 1. */
  private static final float[] MISSING = missing();

  private ColorJitter() {}

  /** Each channel is full for a third of the hues, missing for a third, and linear in between. */
  private static float[] missing() {
    float[] table = new float[3 * HUES];
    for (int i = 0; i < table.length; i++) {
      float sector = (5 - 2 * (i % 3) + i / 3 * (6f / HUES)) % 6;
      table[i] = Math.max(0, Math.min(Math.min(sector, 4 - sector), 1));
    }
    return table;
  }

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
      int turned = 3 * hues[h < 0 ? h + HUES : h];
      float saturated = saturations[s] * (1f / 255);
      int lit = values[top];
      to[at] = mixed(lit, 1 - saturated * MISSING[turned]);
      to[at + 1] = mixed(lit, 1 - saturated * MISSING[turned + 1]);
      to[at + 2] = mixed(lit, 1 - saturated * MISSING[turned + 2]);
    }
    return new RgbImage(image.width(), image.height(), to);
  }

  private static byte mixed(int value, float paleness) {
    return (byte) (int) (value * paleness + 0.5f);
  }
}
