package adjoint.autograd.catalog;

import adjoint.autograd.Function;
import adjoint.autograd.functions.Gather;
import adjoint.autograd.functions.IndexAdd;
import adjoint.autograd.functions.IndexSelect;
import adjoint.autograd.functions.MaskedSelect;
import adjoint.autograd.functions.ScatterAdd;
import adjoint.tensor.Tensor;
import java.util.stream.Stream;

/** Elements picked by index or by mask, and added back. */
final class IndexOperations {
  private static final Operand REAL = Operand.real(3, 4);

  private IndexOperations() {}

  static Stream<Operation> all() {
    return Stream.concat(indices(), Stream.of(masks()));
  }

  private static Stream<Operation> indices() {
    // Along dimension 1, with repetitions, and smaller than the operand along dimension 0.
    Tensor columns = Tensor.of(new long[] {3, 0, 0, 1, 3, 2, 2, 2, 0, 1}, 2, 5);
    Tensor rows = Tensor.of(new int[] {2, 0, 2, 2}, 4);
    return Stream.of(
        operation("gather", Gather.class, Sample.of("gather", x -> x[0].gather(1, columns), REAL)),
        operation(
            "scatterAdd",
            ScatterAdd.class,
            Sample.of(
                "scatterAdd", x -> x[0].scatterAdd(-1, columns, x[1]), REAL, Operand.real(2, 5))),
        operation(
            "indexSelect",
            IndexSelect.class,
            Sample.of("indexSelect", x -> x[0].indexSelect(0, rows), REAL),
            Sample.of("indexSelect from the end", x -> x[0].indexSelect(-1, rows), REAL)),
        operation(
            "indexAdd",
            IndexAdd.class,
            Sample.of("indexAdd", x -> new IndexAdd(0, rows).apply(x), REAL, Operand.real(4, 4))));
  }

  private static Operation masks() {
    Tensor mask =
        Tensor.of(true, false, true, false, false, false, false, false, true, true, false, true)
            .reshape(3, 4);
    Tensor row = Tensor.of(true, false, true, false);
    return operation(
        "maskedSelect",
        MaskedSelect.class,
        Sample.of("maskedSelect", x -> x[0].maskedSelect(mask), REAL),
        Sample.of("maskedSelect by a row", x -> x[0].maskedSelect(row), REAL),
        Sample.of("maskedSelect of a repeated row", x -> x[0].maskedSelect(mask), Operand.real(4)));
  }

  private static Operation operation(
      String name, Class<? extends Function> function, Sample... samples) {
    return Operation.of(name, Family.INDEXING, function, samples);
  }
}
