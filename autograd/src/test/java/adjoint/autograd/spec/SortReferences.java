package adjoint.autograd.spec;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Sorting, and what picks or fills by constants. */
final class SortReferences {
  private static final int[] SHAPE = {2, 4, 3};

  private SortReferences() {}

  static void addTo(References references) {
    references
        .add("sort", x -> Plain.build(SHAPE, i -> line(x[0], i[0], i[2])[i[1]]))
        .add("sort descending", x -> Plain.build(SHAPE, i -> line(x[0], i[0], i[2])[3 - i[1]]))
        .add("topk", x -> Plain.build(new int[] {2, 2, 3}, i -> line(x[0], i[0], i[2])[3 - i[1]]))
        .add(
            "topk of the smallest",
            x -> Plain.build(new int[] {2, 3, 3}, i -> line(x[0], i[0], i[2])[i[1]]))
        .add("maskedFill", x -> Plain.build(new int[] {2, 3}, i -> i[1] == 1 ? x[0].get(i) : 0.5))
        .add(
            "diagonal of two dimensions",
            x -> Plain.build(new int[] {2, 2}, i -> x[0].get(i[1], i[0], i[1] + 1)))
        .add(
            "indexAdd by its method",
            x ->
                Plain.build(
                    new int[] {2, 3},
                    i -> x[0].get(i) + (i[0] == 1 ? x[1].get(0, i[1]) + x[1].get(1, i[1]) : 0)));
  }

  private static double[] line(Plain x, int first, int last) {
    double[] values = IntStream.range(0, 4).mapToDouble(k -> x.get(first, k, last)).toArray();
    Arrays.sort(values);
    return values;
  }
}
