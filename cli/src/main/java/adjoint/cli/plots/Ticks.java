package adjoint.cli.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round numbers along an axis. */
final class Ticks {
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  private final double step;
  private final List<Double> values = new ArrayList<>();

  /**
   * Chooses the numbers.
   *
   * @param from the axis's start
   * @param to its end, above the start
   * @param most how many numbers there is room for
   */
  Ticks(double from, double to, int most) {
    double least = (to - from) / most;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double chosen = STEPS[STEPS.length - 1] * power;
    for (double factor : STEPS) {
      if (factor * power >= least * (1 - 1e-9)) {
        chosen = factor * power;
        break;
      }
    }
    step = chosen;
    double tolerance = step * 1e-6;
    for (double i = Math.ceil((from - tolerance) / step); i * step <= to + tolerance; i++) {
      values.add(i * step + 0.0); // makes a negative zero positive
    }
  }

  List<Double> values() {
    return values;
  }

  /** A number with as many decimals as the steps need. */
  String label(double value) {
    int decimals = 0;
    for (double s = step; decimals < 8 && Math.abs(s - Math.rint(s)) > s * 1e-6; s *= 10) {
      decimals++;
    }
    if (Math.abs(value) < step / 2) {
      value = 0;
    }
    boolean large = Math.abs(value) >= 1e5;
    return String.format(Locale.ROOT, large ? "%.3g" : "%." + decimals + "f", value);
  }
}
