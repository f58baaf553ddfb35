package adjoint.autograd.spec;

import static adjoint.autograd.spec.ErrorInput.real;

import adjoint.tensor.ShapeException;
import java.util.stream.Stream;

/** Mistakes in the use of reductions, scans and repetition. */
final class ReductionsErrors {
  private ReductionsErrors() {}

  static Stream<ErrorInput> all() {
    return Stream.of(
        ErrorInput.of(
            "sum",
            x -> x[0].sum(new int[] {5}, false),
            ShapeException.class,
            "sum: dimension 5 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "mean",
            x -> x[0].mean(new int[] {5}, false),
            ShapeException.class,
            "mean: dimension 5 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "max",
            x -> x[0].max(new int[] {5}, false),
            ShapeException.class,
            "max: dimension 5 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "min",
            x -> x[0].min(new int[] {5}, false),
            ShapeException.class,
            "min: dimension 5 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "logSumExp",
            x -> x[0].logSumExp(new int[] {5}, false),
            ShapeException.class,
            "logSumExp: dimension 5 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "prod",
            x -> x[0].prod(new int[] {5}, false),
            ShapeException.class,
            "prod: dimension 5 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "sum",
            x -> x[0].sum(1, 1),
            ShapeException.class,
            "sum: [1, 1] names dimension 1 twice",
            real(2, 3)),
        ErrorInput.of(
            "prod",
            x -> x[0].prod(1, 1),
            ShapeException.class,
            "prod: [1, 1] names dimension 1 twice",
            real(2, 3)),
        ErrorInput.of(
            "max",
            x -> x[0].max(new int[] {0}, false),
            ShapeException.class,
            "max: no elements to choose from along dimension 0 of shape [0, 3]",
            real(0, 3)),
        ErrorInput.of(
            "min",
            x -> x[0].min(new int[] {0}, false),
            ShapeException.class,
            "min: no elements to choose from along dimension 0 of shape [0, 3]",
            real(0, 3)),
        ErrorInput.of(
            "var",
            x -> x[0].var(new int[] {5}, 0, false),
            ShapeException.class,
            "var: dimension 5 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "norm",
            x -> x[0].norm(0.5, 0),
            IllegalArgumentException.class,
            "norm: p is 0.5; legal are numbers from 1 on",
            real(2, 3)),
        ErrorInput.of(
            "norm",
            x -> x[0].norm(2, 5),
            ShapeException.class,
            "norm: dimension 5 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "softmax",
            x -> x[0].softmax(3),
            ShapeException.class,
            "softmax: dimension 3 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "logSoftmax",
            x -> x[0].logSoftmax(-3),
            ShapeException.class,
            "logSoftmax: dimension -3 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "cumsum",
            x -> x[0].cumsum(2),
            ShapeException.class,
            "cumsum: dimension 2 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "expand",
            x -> x[0].expand(4, 3),
            ShapeException.class,
            "expand: shape [2, 3] does not expand to [4, 3] at dimension 0 (2 against 4)",
            real(2, 3)),
        ErrorInput.of(
            "expand",
            x -> x[0].expand(3),
            ShapeException.class,
            "expand: shape [2, 3] does not expand to [3], which has fewer dimensions",
            real(2, 3)),
        ErrorInput.of(
            "sumTo",
            x -> x[0].sumTo(2, 4),
            ShapeException.class,
            "sumTo: shape [2, 4] does not broadcast to [2, 3]",
            real(2, 3)));
  }
}
