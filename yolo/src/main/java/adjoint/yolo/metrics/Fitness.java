package adjoint.yolo.metrics;

/** One number for how good a detector is. */
public final class Fitness {
  private Fitness() {}

  /**
   * A tenth of the mean average precision at an IoU of 0.5, and nine tenths of that over all IoU
   * thresholds.
   */
  public static double of(double map50, double map) {
    return 0.1 * map50 + 0.9 * map;
  }
}
