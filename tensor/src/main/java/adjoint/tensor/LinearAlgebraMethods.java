package adjoint.tensor;

import adjoint.tensor.ops.Cholesky;
import adjoint.tensor.ops.Determinants;
import adjoint.tensor.ops.LinearSystems;
import adjoint.tensor.ops.SymmetricEigen;

/**
 * Linear algebra on the last two dimensions; the ones before them count matrices. F32 or F64,
 * otherwise {@link DTypeException}; computed in double precision and rounded once. Matrices that
 * are not square where they must be, or right sides that do not fit, throw {@link ShapeException}.
 */
public sealed interface LinearAlgebraMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** The sum of the main diagonal of square matrices. */
  default Tensor trace() {
    return Determinants.trace(self());
  }

  /**
   * The inverse of square matrices.
   *
   * @throws LinearAlgebraException if a matrix is singular: a pivot is exactly 0
   */
  default Tensor inverse() {
    return LinearSystems.inverse(self());
  }

  /**
   * The x of {@code this x = right}, by elimination with row exchanges. The right side is one
   * vector, of one dimension, or matrices of as many rows as this has; the dimensions before the
   * last two broadcast.
   *
   * @throws LinearAlgebraException if a matrix is singular: a pivot is exactly 0
   */
  default Tensor solve(Tensor right) {
    return LinearSystems.solve(self(), right);
  }

  /**
   * {@link #solve} for a triangular matrix, by substitution; the elements in the other triangle are
   * not read.
   *
   * @param upper whether the upper triangle is the matrix, instead of the lower one
   * @throws LinearAlgebraException if an element on the diagonal is 0
   */
  default Tensor solveTriangular(Tensor right, boolean upper) {
    return LinearSystems.solveTriangular(self(), right, upper);
  }

  /**
   * The lower triangular l with a positive diagonal and {@code l l^T = (this + this^T) / 2}: of a
   * symmetric matrix itself, of any other its symmetric part.
   *
   * @throws LinearAlgebraException if that is not positive definite
   */
  default Tensor cholesky() {
    return Cholesky.factor(self());
  }

  /** The determinant of square matrices; 1 for 0 x 0. */
  default Tensor determinant() {
    return Determinants.determinant(self());
  }

  /** The determinant as its sign and the logarithm of its magnitude, which cannot overflow. */
  default SignAndLogarithm logDeterminant() {
    return Determinants.logDeterminant(self());
  }

  /**
   * Eigenvalues, ascending, and orthonormal eigenvectors of the symmetric part {@code (this +
   * this^T) / 2}. An eigenvector's sign is such that its largest component is positive: the first
   * of those whose magnitude is within a millionth of the largest. The vectors of equal eigenvalues
   * are some orthonormal basis of their space.
   *
   * @throws LinearAlgebraException if an element is infinite or NaN
   */
  default ValuesAndVectors symmetricEigen() {
    return SymmetricEigen.decompose(self());
  }
}
