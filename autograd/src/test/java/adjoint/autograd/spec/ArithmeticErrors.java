package adjoint.autograd.spec;

import static adjoint.autograd.spec.ErrorInput.real;
import static adjoint.autograd.spec.ErrorInput.single;

import adjoint.autograd.Variable;
import adjoint.tensor.DTypeException;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.stream.Stream;

/** Mistakes in the use of arithmetic. */
final class ArithmeticErrors {
  private ArithmeticErrors() {}

  static Stream<ErrorInput> all() {
    return Stream.of(
        ErrorInput.of(
            "clamp",
            x -> x[0].clamp(2, 1),
            IllegalArgumentException.class,
            "clamp: the lower bound 2.0 is above the upper bound 1.0",
            real(2)),
        ErrorInput.of(
            "add",
            x -> x[0].add(x[1]),
            ShapeException.class,
            "Add: shapes [2, 3] and [4] do not broadcast at dimension 1 of the result (3"
                + " against 4; they must be equal, or one of them 1)",
            real(2, 3),
            real(4)),
        ErrorInput.of(
            "add",
            x -> x[0].add(x[1]),
            DTypeException.class,
            "Add: the operands are F64 and F32; convert one tensor with to() first",
            real(2),
            single(2)),
        ErrorInput.of(
            "sub",
            x -> x[0].sub(x[1]),
            ShapeException.class,
            "Sub: shapes [2, 3] and [4] do not broadcast at dimension 1 of the result (3"
                + " against 4; they must be equal, or one of them 1)",
            real(2, 3),
            real(4)),
        ErrorInput.of(
            "sub",
            x -> x[0].sub(x[1]),
            DTypeException.class,
            "Sub: the operands are F64 and F32; convert one tensor with to() first",
            real(2),
            single(2)),
        ErrorInput.of(
            "mul",
            x -> x[0].mul(x[1]),
            ShapeException.class,
            "Mul: shapes [2, 3] and [4] do not broadcast at dimension 1 of the result (3"
                + " against 4; they must be equal, or one of them 1)",
            real(2, 3),
            real(4)),
        ErrorInput.of(
            "mul",
            x -> x[0].mul(x[1]),
            DTypeException.class,
            "Mul: the operands are F64 and F32; convert one tensor with to() first",
            real(2),
            single(2)),
        ErrorInput.of(
            "div",
            x -> x[0].div(x[1]),
            ShapeException.class,
            "Div: shapes [2, 3] and [4] do not broadcast at dimension 1 of the result (3"
                + " against 4; they must be equal, or one of them 1)",
            real(2, 3),
            real(4)),
        ErrorInput.of(
            "div",
            x -> x[0].div(x[1]),
            DTypeException.class,
            "Div: the operands are F64 and F32; convert one tensor with to() first",
            real(2),
            single(2)),
        ErrorInput.of(
            "pow",
            x -> x[0].pow(x[1]),
            ShapeException.class,
            "Pow: shapes [2, 3] and [4] do not broadcast at dimension 1 of the result (3"
                + " against 4; they must be equal, or one of them 1)",
            real(2, 3),
            real(4)),
        ErrorInput.of(
            "pow",
            x -> x[0].pow(x[1]),
            DTypeException.class,
            "Pow: the operands are F64 and F32; convert one tensor with to() first",
            real(2),
            single(2)),
        ErrorInput.of(
            "maximum",
            x -> x[0].maximum(x[1]),
            ShapeException.class,
            "Maximum: shapes [2, 3] and [4] do not broadcast at dimension 1 of the result"
                + " (3 against 4; they must be equal, or one of them 1)",
            real(2, 3),
            real(4)),
        ErrorInput.of(
            "maximum",
            x -> x[0].maximum(x[1]),
            DTypeException.class,
            "Maximum: the operands are F64 and F32; convert one tensor with to() first",
            real(2),
            single(2)),
        ErrorInput.of(
            "minimum",
            x -> x[0].minimum(x[1]),
            ShapeException.class,
            "Minimum: shapes [2, 3] and [4] do not broadcast at dimension 1 of the result"
                + " (3 against 4; they must be equal, or one of them 1)",
            real(2, 3),
            real(4)),
        ErrorInput.of(
            "minimum",
            x -> x[0].minimum(x[1]),
            DTypeException.class,
            "Minimum: the operands are F64 and F32; convert one tensor with to() first",
            real(2),
            single(2)),
        ErrorInput.of(
            "atan2",
            x -> x[0].atan2(x[1]),
            ShapeException.class,
            "Atan2: shapes [2, 3] and [4] do not broadcast at dimension 1 of the result (3"
                + " against 4; they must be equal, or one of them 1)",
            real(2, 3),
            real(4)),
        ErrorInput.of(
            "atan2",
            x -> x[0].atan2(x[1]),
            DTypeException.class,
            "Atan2: the operands are F64 and F32; convert one tensor with to() first",
            real(2),
            single(2)),
        ErrorInput.of(
            "where",
            x -> Variable.where(Tensor.of(1.0, 0.0), x[0], x[1]),
            DTypeException.class,
            "where: the condition must be BOOL, but has type F64",
            real(2),
            real(2)),
        ErrorInput.of(
            "where",
            x -> Variable.where(Tensor.of(true, false), x[0], x[1]),
            ShapeException.class,
            "where: shapes [3] and [2] do not broadcast at dimension 0 of the result (3"
                + " against 2; they must be equal, or one of them 1)",
            real(3),
            real(3)));
  }
}
