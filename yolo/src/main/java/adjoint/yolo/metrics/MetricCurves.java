package adjoint.yolo.metrics;

/**
 * Curves over a grid from 0 to 1, for drawing; one row for each class that has labels.
 *
 * @param classes the classes, ascending
 * @param grid 1000 numbers from 0 to 1
 * @param precision precision at each confidence of the grid, at an IoU of 0.5
 * @param recall recall at each confidence
 * @param f1 their harmonic mean at each confidence
 * @param precisionOverRecall precision at each recall of the grid, at an IoU of 0.5
 */
public record MetricCurves(
    int[] classes,
    double[] grid,
    double[][] precision,
    double[][] recall,
    double[][] f1,
    double[][] precisionOverRecall) {

  /** The mean of some curves, point by point; zeros if there is none. */
  public double[] mean(double[][] curves) {
    double[] mean = new double[grid.length];
    for (double[] curve : curves) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += curve[i] / curves.length;
      }
    }
    return mean;
  }
}
