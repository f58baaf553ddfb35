package adjoint.nn.optim;

/** A factor on the learning rate for each epoch. */
@FunctionalInterface
public interface Schedule {
  /** The factor for an epoch, from 0. */
  double factor(int epoch);

  /** From 1 in a straight line to {@code last}, reached at {@code epochs}. */
  static Schedule linear(int epochs, double last) {
    return epoch -> (1 - (double) epoch / epochs) * (1 - last) + last;
  }

  /**
   * From 1 along half a cosine to {@code last}, reached at {@code epochs}. Source: He, Zhang,
   * Zhang, Zhang, Xie, Li, "Bag of Tricks for Image Classification", CVPR 2019, section 4.1.
   */
  static Schedule cosine(int epochs, double last) {
    return epoch -> (1 - Math.cos(epoch * Math.PI / epochs)) / 2 * (last - 1) + 1;
  }
}
