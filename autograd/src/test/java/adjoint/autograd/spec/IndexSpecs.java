package adjoint.autograd.spec;

import adjoint.autograd.functions.Gather;
import adjoint.autograd.functions.IndexAdd;
import adjoint.autograd.functions.IndexSelect;
import adjoint.autograd.functions.MaskedSelect;
import adjoint.autograd.functions.ScatterAdd;
import adjoint.tensor.Tensor;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Elements picked by index or by mask, and added back. */
final class IndexSpecs {
  private static final int[] SHAPE = {3, 4};

  /** Along dimension 1, with repetitions, and smaller than the operand along dimension 0. */
  private static final int[][] COLUMNS = {{3, 0, 0, 1, 3}, {2, 2, 2, 0, 1}};

  private static final int[] ROWS = {2, 0, 2, 2};

  private static final boolean[][] MASK = {
    {true, false, true, false}, {false, false, false, false}, {true, true, false, true}
  };

  private IndexSpecs() {}

  static Stream<OpSpec> all() {
    return Stream.concat(indices(), masks());
  }

  private static Stream<OpSpec> indices() {
    Tensor columns = Tensor.of(new long[] {3, 0, 0, 1, 3, 2, 2, 2, 0, 1}, 2, 5);
    Tensor rows = Tensor.of(new int[] {2, 0, 2, 2}, 4);
    return Stream.of(
        OpSpec.of(
            "gather",
            Gather.class,
            x -> x[0].gather(1, columns),
            x -> Plain.build(new int[] {2, 5}, i -> x[0].get(i[0], COLUMNS[i[0]][i[1]])),
            Operand.real(SHAPE)),
        OpSpec.of(
            "scatterAdd",
            ScatterAdd.class,
            x -> x[0].scatterAdd(-1, columns, x[1]),
            x ->
                Plain.build(
                    SHAPE,
                    i -> {
                      double sum = x[0].get(i);
                      for (int k = 0; k < 5 && i[0] < 2; k++) {
                        sum += COLUMNS[i[0]][k] == i[1] ? x[1].get(i[0], k) : 0;
                      }
                      return sum;
                    }),
            Operand.real(SHAPE),
            Operand.real(2, 5)),
        OpSpec.of(
            "indexSelect",
            IndexSelect.class,
            x -> x[0].indexSelect(0, rows),
            x -> Plain.build(new int[] {4, 4}, i -> x[0].get(ROWS[i[0]], i[1])),
            Operand.real(SHAPE)),
        OpSpec.of(
            "indexSelect from the end",
            IndexSelect.class,
            x -> x[0].indexSelect(-1, rows),
            x -> Plain.build(new int[] {3, 4}, i -> x[0].get(i[0], ROWS[i[1]])),
            Operand.real(SHAPE)),
        OpSpec.of(
            "indexAdd",
            IndexAdd.class,
            x -> new IndexAdd(0, rows).apply(x),
            x ->
                Plain.build(
                    SHAPE,
                    i -> {
                      double sum = x[0].get(i);
                      for (int k = 0; k < 4; k++) {
                        sum += ROWS[k] == i[0] ? x[1].get(k, i[1]) : 0;
                      }
                      return sum;
                    }),
            Operand.real(SHAPE),
            Operand.real(4, 4)));
  }

  private static Stream<OpSpec> masks() {
    Tensor mask =
        Stream.of(MASK)
            .map(Tensor::of)
            .reduce((a, b) -> Tensor.concat(List.of(a, b), 0))
            .orElseThrow()
            .reshape(SHAPE);
    Tensor row = Tensor.of(MASK[0]);
    return Stream.of(
        OpSpec.of(
            "maskedSelect",
            MaskedSelect.class,
            x -> x[0].maskedSelect(mask),
            x -> select(x[0], 0, 1, 2),
            Operand.real(SHAPE)),
        OpSpec.of(
            "maskedSelect by a row",
            MaskedSelect.class,
            x -> x[0].maskedSelect(row),
            x -> select(x[0], 0, 0, 0),
            Operand.real(SHAPE)),
        OpSpec.of(
            "maskedSelect of a repeated row",
            MaskedSelect.class,
            x -> x[0].maskedSelect(mask),
            x -> select(x[0], 0, 1, 2),
            Operand.real(4)));
  }

  /** The elements that a mask made of some rows of {@link #MASK} selects. */
  private static Plain select(Plain x, int... rows) {
    DoubleStream.Builder values = DoubleStream.builder();
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 4; j++) {
        if (MASK[rows[i]][j]) {
          values.add(x.broadcast(i, j));
        }
      }
    }
    double[] selected = values.build().toArray();
    return new Plain(selected, selected.length);
  }
}
