package adjoint.yolo.train;

import adjoint.yolo.data.LabelledImages;
import java.util.Arrays;

/**
 * How often pictures are drawn: by their labels, where a class counts for the more, the fewer
 * labels it has and the worse it was found.
 */
final class ImageWeights {
  private final int[][] countsByImage;
  private final double[] classWeights;
  private final double[] averagePrecisions;

  /** Counts the labels. */
  ImageWeights(LabelledImages images, int classes) {
    countsByImage = new int[images.size()][classes];
    int[] counts = new int[classes];
    for (int i = 0; i < images.size(); i++) {
      for (float[] label : images.labels(i)) {
        countsByImage[i][(int) label[0]]++;
        counts[(int) label[0]]++;
      }
    }
    classWeights = classWeights(counts);
    averagePrecisions = new double[classes];
  }

  /** The inverse of each class's count, 1 for none, as a share of the sum. */
  static double[] classWeights(int... counts) {
    double[] weights = Arrays.stream(counts).mapToDouble(n -> 1.0 / Math.max(1, n)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  /** Takes in how well each class is found. */
  void update(double... precisions) {
    System.arraycopy(precisions, 0, averagePrecisions, 0, averagePrecisions.length);
  }

  /** How well each class is found, as last told. */
  double[] averagePrecisions() {
    return averagePrecisions.clone();
  }

  /** A weight of each picture. */
  double[] weights() {
    double[] weights = new double[countsByImage.length];
    for (int c = 0; c < classWeights.length; c++) {
      double missing = 1 - averagePrecisions[c];
      double weight = classWeights[c] * missing * missing;
      for (int i = 0; i < weights.length; i++) {
        weights[i] += weight * countsByImage[i][c];
      }
    }
    return weights;
  }
}
