package adjoint.yolo.metrics;

/**
 * Precision against recall, as the detections of one class are taken in one after another, most
 * confident first.
 */
final class PrecisionRecallCurve {
  private static final double EPS = 1e-16;
  private static final double[] GRID = Interpolation.grid(101);

  private final double[] recall;
  private final double[] precision;

  /** A curve from its points, recall ascending. */
  PrecisionRecallCurve(double[] recall, double[] precision) {
    this.recall = recall;
    this.precision = precision;
  }

  /**
   * Counts along the detections.
   *
   * @param correct whether each is right
   * @param labels number of labels of the class
   */
  static PrecisionRecallCurve of(boolean[] correct, int labels) {
    double[] recall = new double[correct.length];
    double[] precision = new double[correct.length];
    int right = 0;
    for (int i = 0; i < correct.length; i++) {
      right += correct[i] ? 1 : 0;
      recall[i] = right / (labels + EPS);
      precision[i] = (double) right / (i + 1);
    }
    return new PrecisionRecallCurve(recall, precision);
  }

  double[] recall() {
    return recall;
  }

  double[] precision() {
    return precision;
  }

  /** The area under the envelope: its trapezoids between 101 points of recall. */
  double area() {
    double[] y = envelope(GRID);
    double sum = 0;
    for (int i = 1; i < GRID.length; i++) {
      sum += (GRID[i] - GRID[i - 1]) * (y[i] + y[i - 1]) / 2;
    }
    return sum;
  }

  /**
   * The best precision that can be had with at least a given recall, between precision 1 at recall
   * 0 and precision 0 at recall 1.
   *
   * @param at numbers from 0 to 1
   */
  double[] envelope(double[] at) {
    int points = recall.length + 2;
    double[] x = new double[points];
    double[] y = new double[points];
    System.arraycopy(recall, 0, x, 1, recall.length);
    System.arraycopy(precision, 0, y, 1, recall.length);
    y[0] = 1;
    x[points - 1] = 1;
    for (int i = points - 2; i >= 0; i--) {
      y[i] = Math.max(y[i], y[i + 1]);
    }
    return Interpolation.at(at, x, y, y[0]);
  }
}
