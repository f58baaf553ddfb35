package adjoint.autograd.spec;

import adjoint.autograd.functions.BatchNorm;
import adjoint.autograd.functions.GroupNorm;
import adjoint.autograd.functions.LayerNorm;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Normalisations. */
final class NormSpecs {
  private static final double EPS = 1e-2;

  private NormSpecs() {}

  static Stream<OpSpec> all() {
    return Stream.concat(layers(), groups());
  }

  private static Stream<OpSpec> layers() {
    int[] shape = {2, 3, 4};
    return Stream.of(
        OpSpec.of(
            "layerNorm over one dimension",
            LayerNorm.class,
            x -> x[0].layerNorm(new int[] {4}, x[1], x[2], EPS),
            x ->
                Plain.build(
                    shape,
                    i ->
                        standardised(x[0], i, (a, b) -> a[0] == b[0] && a[1] == b[1])
                                * x[1].get(i[2])
                            + x[2].get(i[2])),
            Operand.real(shape),
            Operand.real(4),
            Operand.real(4)),
        OpSpec.of(
            "layerNorm over two dimensions",
            LayerNorm.class,
            x -> x[0].layerNorm(new int[] {3, 4}, x[1], x[2], EPS),
            x ->
                Plain.build(
                    shape,
                    i ->
                        standardised(x[0], i, (a, b) -> a[0] == b[0]) * x[1].get(i[1], i[2])
                            + x[2].get(i[1], i[2])),
            Operand.real(shape),
            Operand.real(3, 4),
            Operand.real(3, 4)),
        OpSpec.of(
            "layerNorm of one sample",
            LayerNorm.class,
            x -> x[0].layerNorm(new int[] {5}, x[1], null, EPS),
            x ->
                Plain.build(
                    new int[] {5}, i -> standardised(x[0], i, (a, b) -> true) * x[1].get(i)),
            Operand.real(5),
            Operand.real(5)),
        OpSpec.of(
            "layerNorm without scale and shift",
            null,
            x -> x[0].layerNorm(new int[] {4}, null, null, EPS),
            x -> Plain.build(new int[] {3, 4}, i -> standardised(x[0], i, (a, b) -> a[0] == b[0])),
            Operand.real(3, 4)));
  }

  private static Stream<OpSpec> groups() {
    int[] images = {2, 4, 2, 2};
    int[] rows = {3, 4};
    return Stream.of(
        OpSpec.of(
            "groupNorm of images",
            GroupNorm.class,
            x -> x[0].groupNorm(2, x[1], x[2], EPS),
            x ->
                Plain.build(
                    images,
                    i ->
                        standardised(x[0], i, (a, b) -> a[0] == b[0] && a[1] / 2 == b[1] / 2)
                                * x[1].get(i[1])
                            + x[2].get(i[1])),
            Operand.real(images),
            Operand.real(4),
            Operand.real(4)),
        OpSpec.of(
            "groupNorm of rows, one group",
            GroupNorm.class,
            x -> x[0].groupNorm(1, x[1], null, EPS),
            x ->
                Plain.build(
                    rows, i -> standardised(x[0], i, (a, b) -> a[0] == b[0]) * x[1].get(i[1])),
            Operand.real(rows),
            Operand.real(4)),
        OpSpec.of(
            "batchNorm by its method",
            BatchNorm.class,
            x -> x[0].batchNorm(x[1], x[2], EPS),
            x ->
                Plain.build(
                    rows,
                    i ->
                        standardised(x[0], i, (a, b) -> a[1] == b[1]) * x[1].get(i[1])
                            + x[2].get(i[1])),
            Operand.real(rows),
            Operand.real(4),
            Operand.real(4)));
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
