package adjoint.autograd.spec;

import static adjoint.autograd.spec.ErrorInput.longs;
import static adjoint.autograd.spec.ErrorInput.real;

import adjoint.tensor.DTypeException;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.stream.Stream;

/** Mistakes in the use of indices and masks. */
final class IndexingErrors {
  private IndexingErrors() {}

  static Stream<ErrorInput> all() {
    return Stream.of(
        ErrorInput.of(
            "gather",
            x -> x[0].gather(1, longs(3, 0).reshape(2, 1)),
            ShapeException.class,
            "gather: index 3 at [0, 0] is out of range for dimension 1 of shape [2, 3];"
                + " legal are 0 to 2",
            real(2, 3)),
        ErrorInput.of(
            "gather",
            x -> x[0].gather(1, x[0].value()),
            DTypeException.class,
            "gather: the index must be I64 or I32, but has type F64",
            real(2, 3)),
        ErrorInput.of(
            "scatterAdd",
            x -> x[0].scatterAdd(1, longs(1, 0).reshape(2, 1), x[1]),
            ShapeException.class,
            "scatterAdd: the source must have the index's shape [2, 1], but has [1, 1]",
            real(2, 3),
            real(1, 1)),
        ErrorInput.of(
            "indexSelect",
            x -> x[0].indexSelect(0, longs(1, 2)),
            ShapeException.class,
            "indexSelect: index 2 at [1] is out of range for dimension 0 of shape [2, 3];"
                + " legal are 0 to 1",
            real(2, 3)),
        ErrorInput.of(
            "indexAdd",
            x -> x[0].indexAdd(0, longs(0), x[1]),
            ShapeException.class,
            "indexAdd: for shape [2, 3] and 1 indices of dimension 0 the source must have"
                + " shape [1, 3], but has [2, 3]",
            real(2, 3),
            real(2, 3)),
        ErrorInput.of(
            "maskedSelect",
            x -> x[0].maskedSelect(Tensor.of(true, false)),
            ShapeException.class,
            "maskedSelect: shapes [2, 3] and [2] do not broadcast at dimension 1 of the"
                + " result (3 against 2; they must be equal, or one of them 1)",
            real(2, 3)),
        ErrorInput.of(
            "maskedSelect",
            x -> x[0].maskedSelect(x[0].value()),
            DTypeException.class,
            "maskedSelect: the mask must be BOOL, but has type F64",
            real(2, 3)),
        ErrorInput.of(
            "maskedFill",
            x -> x[0].maskedFill(Tensor.of(true, false), 0),
            ShapeException.class,
            "maskedFill: shapes [2, 3] and [2] do not broadcast at dimension 1 of the"
                + " result (3 against 2; they must be equal, or one of them 1)",
            real(2, 3)),
        ErrorInput.of(
            "sort",
            x -> x[0].sort(2, false).values(),
            ShapeException.class,
            "sort: dimension 2 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "topk",
            x -> x[0].topk(4, 1, true).values(),
            ShapeException.class,
            "topk: k = 4 is out of range for dimension 1 of shape [2, 3]; legal are 0 to 3",
            real(2, 3)));
  }
}
