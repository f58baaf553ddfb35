package adjoint.autograd.spec;

import static adjoint.autograd.spec.ErrorInput.real;
import static adjoint.autograd.spec.ErrorInput.single;
import static adjoint.autograd.spec.ErrorInput.zeros;

import adjoint.autograd.Variable;
import adjoint.tensor.DTypeException;
import adjoint.tensor.LinearAlgebraException;
import adjoint.tensor.ShapeException;
import java.util.stream.Stream;

/** Mistakes in the use of matrix products and linear algebra. */
final class MatricesErrors {
  private MatricesErrors() {}

  static Stream<ErrorInput> all() {
    return Stream.of(
        ErrorInput.of(
            "trace",
            x -> x[0].trace(),
            ShapeException.class,
            "trace: the matrices of shape [2, 3] are not square: 2 rows (dimension 0)"
                + " against 3 columns (dimension 1)",
            real(2, 3)),
        ErrorInput.of(
            "determinant",
            x -> x[0].determinant(),
            ShapeException.class,
            "determinant: the matrices of shape [2, 3] are not square: 2 rows (dimension"
                + " 0) against 3 columns (dimension 1)",
            real(2, 3)),
        ErrorInput.of(
            "logDeterminant",
            x -> x[0].logDeterminant().logarithm(),
            ShapeException.class,
            "logDeterminant: the matrices of shape [2, 3] are not square: 2 rows"
                + " (dimension 0) against 3 columns (dimension 1)",
            real(2, 3)),
        ErrorInput.of(
            "inverse",
            x -> x[0].inverse(),
            ShapeException.class,
            "inverse: the matrices of shape [2, 3] are not square: 2 rows (dimension 0)"
                + " against 3 columns (dimension 1)",
            real(2, 3)),
        ErrorInput.of(
            "cholesky",
            x -> x[0].cholesky(),
            ShapeException.class,
            "cholesky: the matrices of shape [2, 3] are not square: 2 rows (dimension 0)"
                + " against 3 columns (dimension 1)",
            real(2, 3)),
        ErrorInput.of(
            "symmetricEigen",
            x -> x[0].symmetricEigen().values(),
            ShapeException.class,
            "symmetricEigen: the matrices of shape [2, 3] are not square: 2 rows"
                + " (dimension 0) against 3 columns (dimension 1)",
            real(2, 3)),
        ErrorInput.of(
            "inverse",
            x -> x[0].inverse(),
            LinearAlgebraException.class,
            "inverse: the matrix of shape [2, 2] is singular: pivot 0 (counted from 0) is 0",
            zeros(2, 2)),
        ErrorInput.of(
            "solve",
            x -> x[0].solve(x[1]),
            LinearAlgebraException.class,
            "solve: the matrix of shape [2, 2] is singular: pivot 0 (counted from 0) is 0",
            zeros(2, 2),
            real(2, 2)),
        ErrorInput.of(
            "solve",
            x -> x[0].solve(x[1]),
            ShapeException.class,
            "solve: the right side of shape [3, 1] does not fit matrices of shape [2, 2];"
                + " legal are [2] and [..., 2, columns]",
            real(2, 2),
            real(3, 1)),
        ErrorInput.of(
            "solveTriangular",
            x -> x[0].solveTriangular(x[1], true),
            LinearAlgebraException.class,
            "solveTriangular: the matrix of shape [2, 2] is singular: element 0 (counted"
                + " from 0) of its diagonal is 0",
            zeros(2, 2),
            real(2, 1)),
        ErrorInput.of(
            "cholesky",
            x -> x[0].sub(x[0]).cholesky(),
            LinearAlgebraException.class,
            "cholesky: the matrix of shape [2, 2] is not positive definite: pivot 0"
                + " (counted from 0) is 0.0, all must be above 0",
            real(2, 2)),
        ErrorInput.of(
            "symmetricEigen",
            x -> x[0].div(0).symmetricEigen().values(),
            LinearAlgebraException.class,
            "symmetricEigen: the matrix of shape [2, 2] has an element that is not finite",
            real(2, 2)),
        ErrorInput.of(
            "bmm",
            x -> x[0].bmm(x[1]),
            ShapeException.class,
            "bmm: operands must be stacks (b, m, k) and (b, k, n) of equal length, got"
                + " shapes [2, 3] and [3, 2]",
            real(2, 3),
            real(3, 2)),
        ErrorInput.of(
            "bmm",
            x -> x[0].bmm(x[1]),
            ShapeException.class,
            "bmm: inner sizes differ for shapes [1, 2, 3] and [1, 2, 3]: the left"
                + " operand's last dimension is 3, the right one's last but one is 2",
            real(1, 2, 3),
            real(1, 2, 3)),
        ErrorInput.of(
            "bmm",
            x -> x[0].bmm(x[1]),
            DTypeException.class,
            "bmm: the left and the right operand must have one type, but have F64 and F32",
            real(1, 2, 3),
            single(1, 3, 3)),
        ErrorInput.of(
            "matmul",
            x -> x[0].matmul(x[1]),
            ShapeException.class,
            "matmul: [2, 3] times [2, 3]: the last dimension of the left operand must"
                + " equal the last but one of the right (the only one of a vector)",
            real(2, 3),
            real(2, 3)),
        ErrorInput.of(
            "matmul",
            x -> x[0].matmul(x[1]),
            ShapeException.class,
            "matmul: shapes [2] and [3] do not broadcast at dimension 0 of the result (2"
                + " against 3; they must be equal, or one of them 1)",
            real(2, 2, 3),
            real(3, 3, 2)),
        ErrorInput.of(
            "einsum",
            x -> Variable.einsum("ij,jk->ik", x),
            ShapeException.class,
            "einsum: the equation \"ij,jk->ik\": operand 1 of shape [2, 3] has 2 values of"
                + " index j, another has 3",
            real(2, 3),
            real(2, 3)),
        ErrorInput.of(
            "einsum",
            x -> Variable.einsum("ij->k", x),
            IllegalArgumentException.class,
            "einsum: the equation \"ij->k\" names k in the result, but in no operand",
            real(2, 3)));
  }
}
