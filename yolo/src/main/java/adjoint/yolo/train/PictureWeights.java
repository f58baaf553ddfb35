package adjoint.yolo.train;

import adjoint.yolo.data.ImageWeights;
import adjoint.yolo.data.LabelledImages;

/**
 * How often pictures are drawn: by their labels, where a class counts for the more, the fewer
 * labels it has and the worse it was found.
 */
final class PictureWeights {
  private final LabelledImages images;
  private final double[] classWeights;
  private double[] averagePrecisions;

  PictureWeights(LabelledImages images, int classes) {
    this.images = images;
    classWeights = ImageWeights.ofClasses(images, classes);
    averagePrecisions = new double[classes];
  }

  /** Takes in how well each class is found. */
  void update(double... precisions) {
    averagePrecisions = precisions.clone();
  }

  /** How well each class is found, as last told. */
  double[] averagePrecisions() {
    return averagePrecisions.clone();
  }

  /** A weight of each picture. */
  double[] weights() {
    double[] present = new double[classWeights.length];
    for (int c = 0; c < present.length; c++) {
      double missing = 1 - averagePrecisions[c];
      present[c] = classWeights[c] * missing * missing;
    }
    return ImageWeights.ofPictures(images, present);
  }
}
