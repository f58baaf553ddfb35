package adjoint.yolo.metrics;

import java.util.Arrays;

/**
 * How well one class is found.
 *
 * @param index the class
 * @param labels number of its labels
 * @param precision share of its detections that are right, at the confidence that is best on
 *     average over the classes
 * @param recall share of its labels that are found at that confidence
 * @param f1 the harmonic mean of the two
 * @param truePositives right detections at that confidence
 * @param falsePositives wrong detections at that confidence
 * @param averagePrecision at each of the ten IoU thresholds
 */
public record ClassMetrics(
    int index,
    int labels,
    double precision,
    double recall,
    double f1,
    int truePositives,
    int falsePositives,
    double[] averagePrecision) {

  /** Average precision at an IoU of 0.5. */
  public double ap50() {
    return averagePrecision[0];
  }

  /** The mean of the average precisions at the ten IoU thresholds. */
  public double ap() {
    return Arrays.stream(averagePrecision).average().orElseThrow();
  }
}
