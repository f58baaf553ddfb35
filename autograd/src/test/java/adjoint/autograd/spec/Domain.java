package adjoint.autograd.spec;

import java.util.Random;

/** Where an operand's elements come from: an interval, without a margin around kinks. */
@FunctionalInterface
public interface Domain {
  /** Draws one element. */
  double draw(Random random);

  /** Numbers from -2 to 2. */
  static Domain real() {
    return between(-2, 2);
  }

  /** Numbers well above 0. */
  static Domain positive() {
    return between(0.3, 2.5);
  }

  /** Numbers of an interval. */
  static Domain between(double low, double high) {
    return random -> low + (high - low) * random.nextDouble();
  }

  /** This domain without the neighbourhood of points where a derivative jumps. */
  default Domain avoiding(double... kinks) {
    return random -> {
      while (true) {
        double candidate = draw(random);
        boolean clear = true;
        for (double kink : kinks) {
          clear &= Math.abs(candidate - kink) > 0.05;
        }
        if (clear) {
          return candidate;
        }
      }
    };
  }
}
