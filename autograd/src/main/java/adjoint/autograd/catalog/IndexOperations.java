package adjoint.autograd.catalog;

import adjoint.autograd.Function;
import adjoint.autograd.functions.Gather;
import adjoint.autograd.functions.IndexAdd;
import adjoint.autograd.functions.IndexSelect;
import adjoint.autograd.functions.MaskedSelect;
import adjoint.autograd.functions.ScatterAdd;
import adjoint.autograd.functions.Sort;
import adjoint.autograd.functions.TopK;
import adjoint.tensor.Tensor;
import java.util.stream.Stream;

/** Elements picked by index, by mask or by order, and added back. */
final class IndexOperations {
  private static final Operand REAL = Operand.real(3, 4);

  private IndexOperations() {}

  static Stream<Operation> all() {
    return Stream.of(indices(), masks(), sorts()).flatMap(s -> s);
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
            Sample.of("indexAdd", x -> new IndexAdd(0, rows).apply(x), REAL, Operand.real(4, 4)),
            Sample.of(
                "indexAdd by its method",
                x -> x[0].indexAdd(0, Tensor.of(1L, 1L), x[1]),
                Operand.real(2, 3),
                Operand.real(2, 3))));
  }

  private static Stream<Operation> masks() {
    Tensor mask =
        Tensor.of(true, false, true, false, false, false, false, false, true, true, false, true)
            .reshape(3, 4);
    Tensor row = Tensor.of(true, false, true, false);
    Tensor columns = Tensor.of(true, false, true);
    return Stream.of(
        operation(
            "maskedSelect",
            MaskedSelect.class,
            Sample.of("maskedSelect", x -> x[0].maskedSelect(mask), REAL),
            Sample.of("maskedSelect by a row", x -> x[0].maskedSelect(row), REAL),
            Sample.of(
                "maskedSelect of a repeated row", x -> x[0].maskedSelect(mask), Operand.real(4))),
        operation(
            "maskedFill",
            null,
            Sample.of("maskedFill", x -> x[0].maskedFill(columns, 0.5), Operand.real(2, 3))));
  }

  private static Stream<Operation> sorts() {
    Operand distinct = Operand.real(2, 4, 3);
    return Stream.of(
        operation(
            "sort",
            Sort.class,
            Sample.of("sort", x -> x[0].sort(1, false).values(), distinct),
            Sample.of("sort descending", x -> x[0].sort(-2, true).values(), distinct)),
        operation(
            "topk",
            TopK.class,
            Sample.of("topk", x -> x[0].topk(2, 1, true).values(), distinct),
            Sample.of("topk of the smallest", x -> x[0].topk(3, -2, false).values(), distinct)));
  }

  private static Operation operation(
      String name, Class<? extends Function> function, Sample... samples) {
    return Operation.of(name, Family.INDEXING, function, samples);
  }
}
