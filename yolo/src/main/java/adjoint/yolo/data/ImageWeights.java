package adjoint.yolo.data;

import java.util.Arrays;

/** Weights that make pictures with rare or badly recognised classes be drawn more often. */
public final class ImageWeights {
  private ImageWeights() {}

  /**
   * The inverse of each class's number of labels, normalised to a sum of 1; 0 labels count as 1.
   */
  public static double[] ofClasses(LabelledImages images, int classes) {
    double[] weights = new double[classes];
    for (int i = 0; i < images.size(); i++) {
      for (float[] label : images.labels(i)) {
        weights[(int) label[0]]++;
      }
    }
    for (int k = 0; k < classes; k++) {
      weights[k] = 1 / Math.max(weights[k], 1);
    }
    double sum = Arrays.stream(weights).sum();
    for (int k = 0; k < classes; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  /**
   * The sum of its labels' class weights for each picture.
   *
   * @param classWeights as {@link #ofClasses} gives them, times (1 - mAP)^2 of each class
   */
  public static double[] ofPictures(LabelledImages images, double[] classWeights) {
    double[] weights = new double[images.size()];
    for (int i = 0; i < weights.length; i++) {
      for (float[] label : images.labels(i)) {
        weights[i] += classWeights[(int) label[0]];
      }
    }
    return weights;
  }
}
