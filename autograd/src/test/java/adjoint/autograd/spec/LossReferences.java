package adjoint.autograd.spec;

import java.util.Arrays;

/** Losses, compared with their textbook formulas. */
final class LossReferences {
  private LossReferences() {}

  static void addTo(References references) {
    errors(references);
    decisions(references);
    classes(references);
  }

  // ---- errors ---------------------------------------------------------------------------------

  private static void errors(References references) {
    Reference squares = References.zip((a, b) -> (a - b) * (a - b));
    references
        .add("mseLoss of elements", squares)
        .add("mseLoss", mean(squares))
        .add("mseLoss summed", sum(squares));
    for (double beta : new double[] {0, 0.8, 3}) {
      references.zip(
          "smoothL1Loss(" + beta + ")",
          (a, b) -> {
            double d = Math.abs(a - b);
            return d < beta ? d * d / (2 * beta) : d - beta / 2;
          });
    }
  }

  // ---- decisions ------------------------------------------------------------------------------

  private static void decisions(References references) {
    Reference plain = References.zip((x, t) -> binary(x, t, 1));
    references
        .add("binaryCrossEntropyWithLogits of elements", plain)
        .add("binaryCrossEntropyWithLogits, mean", mean(plain))
        .add(
            "binaryCrossEntropyWithLogits with a positive weight",
            x ->
                Plain.build(
                    new int[] {2, 3}, i -> binary(x[0].get(i), x[1].get(i), x[2].broadcast(i))));
  }

  private static double binary(double x, double t, double p) {
    double q = 1 / (1 + Math.exp(-x));
    return -(p * t * Math.log(q) + (1 - t) * Math.log(1 - q));
  }

  // ---- classes --------------------------------------------------------------------------------

  private static void classes(References references) {
    int[] pixels = {1, 2, 0, 1};
    references
        .add(
            "crossEntropy of classes",
            x ->
                Plain.build(
                    new int[] {3}, i -> -logSoftmax(x[0], new int[] {i[0], i[0] == 1 ? 0 : 2})))
        .add(
            "crossEntropy of classes, smoothed",
            mean(
                x ->
                    Plain.build(
                        new int[] {3},
                        i -> smoothed(x[0], new int[] {i[0], 0}, i[0] == 1 ? 0 : 2, 0.1))))
        .add(
            "crossEntropy of pixels",
            sum(
                x ->
                    Plain.build(
                        new int[] {2, 2},
                        i ->
                            smoothed(
                                x[0], new int[] {i[0], 0, i[1]}, pixels[2 * i[0] + i[1]], 0.2))))
        .add(
            "crossEntropy of one sample",
            x -> Plain.build(new int[0], i -> -logSoftmax(x[0], new int[] {1})))
        .add("crossEntropy of probabilities", x -> distribution(x, 0))
        .add("crossEntropy of probabilities, smoothed", mean(x -> distribution(x, 0.3)));
  }

  private static Plain distribution(Plain[] x, double share) {
    return Plain.build(
        new int[] {2, 2},
        i -> {
          double sum = 0;
          for (int c = 0; c < 3; c++) {
            double q = (1 - share) * x[1].get(i[0], c, i[1]) + share / 3;
            sum -= q * logSoftmax(x[0], new int[] {i[0], c, i[1]});
          }
          return sum;
        });
  }

  /** The smoothed cross-entropy where dimension 1 is the classes'. */
  private static double smoothed(Plain x, int[] at, int label, double share) {
    int count = x.shape()[1];
    double sum = 0;
    for (int c = 0; c < count; c++) {
      at[1] = c;
      sum -= ((c == label ? 1 - share : 0) + share / count) * logSoftmax(x, at);
    }
    return sum;
  }

  /** Along dimension 1, or the only one. */
  private static double logSoftmax(Plain x, int[] at) {
    int dimension = at.length == 1 ? 0 : 1;
    double sum = 0;
    for (int c = 0; c < x.shape()[dimension]; c++) {
      int[] other = at.clone();
      other[dimension] = c;
      sum += Math.exp(x.get(other));
    }
    return x.get(at) - Math.log(sum);
  }

  // ---- reductions -----------------------------------------------------------------------------

  private static Reference sum(Reference losses) {
    return x -> new Plain(new double[] {Arrays.stream(losses.apply(x).values()).sum()});
  }

  private static Reference mean(Reference losses) {
    return x ->
        new Plain(new double[] {Arrays.stream(losses.apply(x).values()).average().orElseThrow()});
  }
}
