package adjoint.autograd.spec;

import adjoint.autograd.functions.IndexAdd;
import adjoint.autograd.functions.Sort;
import adjoint.autograd.functions.TopK;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sorting, and what picks or fills by constants. */
final class SortSpecs {
  private static final int[] SHAPE = {2, 4, 3};

  private SortSpecs() {}

  static Stream<OpSpec> all() {
    return Stream.concat(sorts(), fills());
  }

  private static Stream<OpSpec> sorts() {
    return Stream.of(
        OpSpec.of(
            "sort",
            Sort.class,
            x -> x[0].sort(1, false).values(),
            x -> Plain.build(SHAPE, i -> line(x[0], i[0], i[2])[i[1]]),
            Operand.real(SHAPE)),
        OpSpec.of(
            "sort descending",
            Sort.class,
            x -> x[0].sort(-2, true).values(),
            x -> Plain.build(SHAPE, i -> line(x[0], i[0], i[2])[3 - i[1]]),
            Operand.real(SHAPE)),
        OpSpec.of(
            "topk",
            TopK.class,
            x -> x[0].topk(2, 1, true).values(),
            x -> Plain.build(new int[] {2, 2, 3}, i -> line(x[0], i[0], i[2])[3 - i[1]]),
            Operand.real(SHAPE)),
        OpSpec.of(
            "topk of the smallest",
            TopK.class,
            x -> x[0].topk(3, -2, false).values(),
            x -> Plain.build(new int[] {2, 3, 3}, i -> line(x[0], i[0], i[2])[i[1]]),
            Operand.real(SHAPE)));
  }

  private static double[] line(Plain x, int first, int last) {
    double[] values = IntStream.range(0, 4).mapToDouble(k -> x.get(first, k, last)).toArray();
    Arrays.sort(values);
    return values;
  }

  private static Stream<OpSpec> fills() {
    Tensor mask = Tensor.of(true, false, true);
    Tensor rows = Tensor.of(1L, 1L);
    return Stream.of(
        OpSpec.of(
            "maskedFill",
            null,
            x -> x[0].maskedFill(mask, 0.5),
            x -> Plain.build(new int[] {2, 3}, i -> i[1] == 1 ? x[0].get(i) : 0.5),
            Operand.real(2, 3)),
        OpSpec.of(
            "diagonal of two dimensions",
            null,
            x -> x[0].diagonal(1, 0, 2),
            x -> Plain.build(new int[] {2, 2}, i -> x[0].get(i[1], i[0], i[1] + 1)),
            Operand.real(2, 2, 3)),
        OpSpec.of(
            "indexAdd by its method",
            IndexAdd.class,
            x -> x[0].indexAdd(0, rows, x[1]),
            x ->
                Plain.build(
                    new int[] {2, 3},
                    i -> x[0].get(i) + (i[0] == 1 ? x[1].get(0, i[1]) + x[1].get(1, i[1]) : 0)),
            Operand.real(2, 3),
            Operand.real(2, 3)));
  }
}
