package adjoint.autograd.catalog;

import adjoint.tensor.Generator;
import java.util.Arrays;

/**
 * Where the elements of an operand are drawn from: an interval, without the neighbourhood of points
 * where a derivative jumps.
 *
 * @param low the lower end
 * @param high the upper end
 * @param kinks points to stay away from
 */
public record Domain(double low, double high, double... kinks) {
  /** How far from a kink elements stay. */
  public static final double MARGIN = 0.05;

  /** Copies the points. */
  public Domain {
    kinks = kinks.clone();
  }

  /** Numbers from -2 to 2. */
  public static Domain real() {
    return between(-2, 2);
  }

  /** Numbers well above 0. */
  public static Domain positive() {
    return between(0.3, 2.5);
  }

  /** Numbers of an interval. */
  public static Domain between(double low, double high) {
    return new Domain(low, high);
  }

  /** This interval without the neighbourhood of points where a derivative jumps. */
  public Domain avoiding(double... points) {
    return new Domain(low, high, points);
  }

  /** Draws one element. */
  public double draw(Generator generator) {
    while (true) {
      double candidate = generator.uniform(low, high);
      if (Arrays.stream(kinks).allMatch(kink -> Math.abs(candidate - kink) > MARGIN)) {
        return candidate;
      }
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("from " + number(low) + " to " + number(high));
    for (int i = 0; i < kinks.length; i++) {
      text.append(i == 0 ? ", not within " + MARGIN + " of " : " or ").append(number(kinks[i]));
    }
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
