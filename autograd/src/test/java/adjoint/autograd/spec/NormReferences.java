package adjoint.autograd.spec;

import java.util.function.BiPredicate;

/** Normalisations. */
final class NormReferences {
  private static final double EPS = 1e-2;

  private NormReferences() {}

  static void addTo(References references) {
    layers(references);
    groups(references);
  }

  private static void layers(References references) {
    int[] shape = {2, 3, 4};
    references
        .add(
            "layerNorm over one dimension",
            x ->
                Plain.build(
                    shape,
                    i ->
                        standardised(x[0], i, (a, b) -> a[0] == b[0] && a[1] == b[1])
                                * x[1].get(i[2])
                            + x[2].get(i[2])))
        .add(
            "layerNorm over two dimensions",
            x ->
                Plain.build(
                    shape,
                    i ->
                        standardised(x[0], i, (a, b) -> a[0] == b[0]) * x[1].get(i[1], i[2])
                            + x[2].get(i[1], i[2])))
        .add(
            "layerNorm of one sample",
            x ->
                Plain.build(
                    new int[] {5}, i -> standardised(x[0], i, (a, b) -> true) * x[1].get(i)))
        .add(
            "layerNorm without scale and shift",
            x -> Plain.build(new int[] {3, 4}, i -> standardised(x[0], i, (a, b) -> a[0] == b[0])));
  }

  private static void groups(References references) {
    references
        .add(
            "groupNorm of images",
            x ->
                Plain.build(
                    new int[] {2, 4, 2, 2},
                    i ->
                        standardised(x[0], i, (a, b) -> a[0] == b[0] && a[1] / 2 == b[1] / 2)
                                * x[1].get(i[1])
                            + x[2].get(i[1])))
        .add(
            "groupNorm of rows, one group",
            x ->
                Plain.build(
                    new int[] {3, 4},
                    i -> standardised(x[0], i, (a, b) -> a[0] == b[0]) * x[1].get(i[1])))
        .add(
            "batchNorm by its method",
            x ->
                Plain.build(
                    new int[] {3, 4},
                    i ->
                        standardised(x[0], i, (a, b) -> a[1] == b[1]) * x[1].get(i[1])
                            + x[2].get(i[1])));
  }

  /** An element less the mean, over the deviation, of those that go together with it. */
  private static double standardised(Plain x, int[] at, BiPredicate<int[], int[]> together) {
    int count = 0;
    double sum = 0;
    for (int k = 0; k < x.values().length; k++) {
      if (together.test(at, Plain.index(k, x.shape()))) {
        count++;
        sum += x.values()[k];
      }
    }
    double mean = sum / count;
    double squares = 0;
    for (int k = 0; k < x.values().length; k++) {
      if (together.test(at, Plain.index(k, x.shape()))) {
        squares += (x.values()[k] - mean) * (x.values()[k] - mean);
      }
    }
    return (x.get(at) - mean) / Math.sqrt(squares / count + EPS);
  }
}
