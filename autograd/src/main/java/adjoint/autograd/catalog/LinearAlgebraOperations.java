package adjoint.autograd.catalog;

import adjoint.autograd.EigenPairs;
import adjoint.autograd.Expression;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.autograd.functions.Cholesky;
import adjoint.autograd.functions.Determinant;
import adjoint.autograd.functions.Inverse;
import adjoint.autograd.functions.LogDeterminant;
import adjoint.autograd.functions.Solve;
import adjoint.autograd.functions.SolveTriangular;
import adjoint.autograd.functions.SymmetricEigen;
import adjoint.autograd.functions.Trace;
import adjoint.tensor.Tensor;
import java.util.stream.Stream;

/** Matrix functions, each matrix far from where the function ends. */
final class LinearAlgebraOperations {
  private static final Operand REAL = Operand.real(2, 3, 3);

  private LinearAlgebraOperations() {}

  static Stream<Operation> all() {
    return Stream.of(numbers(), systems(), factors()).flatMap(s -> s);
  }

  /** Diagonally dominant: far from singular, the symmetric part positive definite. */
  private static Operand dominant(int... shape) {
    return shifted(Tensor.of(3.0, 3.0, 3.0), shape);
  }

  /** Matrices with small elements off the diagonal, and these numbers added to it. */
  private static Operand shifted(Tensor diagonal, int... shape) {
    Tensor matrix = Tensor.eye(diagonal.dtype(), 3).mul(diagonal);
    return new Operand(Domain.between(-0.7, 0.7), shape).arranged(x -> x.add(matrix));
  }

  private static Stream<Operation> numbers() {
    return Stream.of(
        operation(
            "trace",
            Trace.class,
            Sample.of("trace", x -> x[0].trace(), REAL),
            Sample.of("trace of one matrix", x -> x[0].trace(), Operand.real(2, 2))),
        operation(
            "determinant",
            Determinant.class,
            Sample.of("determinant", x -> x[0].determinant(), REAL),
            Sample.of("determinant of one matrix", x -> x[0].determinant(), Operand.real(4, 4)),
            Sample.of("determinant of numbers", x -> x[0].determinant(), Operand.real(3, 1, 1))),
        operation(
            "logDeterminant",
            LogDeterminant.class,
            Sample.of(
                "logDeterminant",
                x -> x[0].logDeterminant().logarithm(),
                shifted(Tensor.of(-3.0, 3.0, 3.0), 2, 3, 3))));
  }

  private static Stream<Operation> systems() {
    Expression solve = x -> x[0].solve(x[1]);
    return Stream.of(
        operation(
            "inverse", Inverse.class, Sample.of("inverse", x -> x[0].inverse(), dominant(2, 3, 3))),
        operation(
            "solve",
            Solve.class,
            Sample.of("solve", solve, dominant(2, 3, 3), Operand.real(2, 3, 4)),
            Sample.of("solve for a vector", solve, dominant(2, 3, 3), Operand.real(3)),
            Sample.of(
                "solve with a batch that broadcasts",
                solve,
                dominant(1, 3, 3),
                Operand.real(2, 3, 2))),
        operation("solveTriangular", SolveTriangular.class, triangular(false), triangular(true)));
  }

  private static Sample triangular(boolean upper) {
    return Sample.of(
        "solveTriangular, upper " + upper,
        x -> x[0].solveTriangular(x[1], upper),
        dominant(2, 3, 3),
        Operand.real(2, 3, 2));
  }

  private static Stream<Operation> factors() {
    // The eigenvalues of the symmetric part are far apart.
    Operand spread = shifted(Tensor.of(0.0, 5.0, 2.5), 2, 3, 3);
    return Stream.of(
        operation(
            "cholesky",
            Cholesky.class,
            Sample.of("cholesky", x -> x[0].cholesky(), dominant(2, 3, 3))),
        operation(
            "symmetricEigen",
            SymmetricEigen.class,
            Sample.of("eigenvalues", x -> x[0].symmetricEigen().values(), spread),
            Sample.of("eigenvectors", x -> x[0].symmetricEigen().vectors(), spread),
            Sample.of(
                "eigenvalues and eigenvectors together",
                x -> product(x[0].symmetricEigen()),
                spread)));
  }

  private static Variable product(EigenPairs pairs) {
    return pairs.vectors().mul(pairs.values().sin().unsqueeze(-2));
  }

  private static Operation operation(
      String name, Class<? extends Function> function, Sample... samples) {
    return Operation.of(name, Family.LINEAR_ALGEBRA, function, samples);
  }
}
