package adjoint.autograd;

import adjoint.autograd.functions.Cholesky;
import adjoint.autograd.functions.Determinant;
import adjoint.autograd.functions.Inverse;
import adjoint.autograd.functions.LinearSystems;
import adjoint.autograd.functions.LogDeterminant;
import adjoint.autograd.functions.SymmetricEigen;
import adjoint.autograd.functions.Trace;

/**
 * Linear algebra on the last two dimensions; the ones before them count matrices. Values and
 * exceptions are those of {@link adjoint.tensor.LinearAlgebraMethods}.
 */
public sealed interface LinearAlgebraMethods permits Variable {
  private Variable self() {
    return (Variable) this;
  }

  /** The sum of the main diagonal of square matrices. */
  default Variable trace() {
    return new Trace().apply(self());
  }

  /** The inverse of square matrices. */
  default Variable inverse() {
    return new Inverse().apply(self());
  }

  /**
   * The x of {@code this x = right}; the right side is one vector, of one dimension, or matrices.
   */
  default Variable solve(Variable right) {
    return LinearSystems.solve(self(), right);
  }

  /** {@link #solve} for the lower or upper triangle of this; the other one is not read. */
  default Variable solveTriangular(Variable right, boolean upper) {
    return LinearSystems.solveTriangular(self(), right, upper);
  }

  /** The lower triangular l with a positive diagonal and {@code l l^T = (this + this^T) / 2}. */
  default Variable cholesky() {
    return new Cholesky().apply(self());
  }

  /** The determinant; its gradient is right where it is 0, too. */
  default Variable determinant() {
    return new Determinant().apply(self());
  }

  /**
   * The determinant as its sign and the logarithm of its magnitude. A reverse pass throws {@link
   * adjoint.tensor.LinearAlgebraException} where a determinant is 0 and its logarithm infinite.
   */
  default SignedLogarithm logDeterminant() {
    Variable[] outputs = new LogDeterminant().applyAll(self());
    return new SignedLogarithm(outputs[1].value(), outputs[0]);
  }

  /**
   * Eigenvalues, ascending, and orthonormal eigenvectors of the symmetric part of this. Where
   * eigenvalues are equal, a gradient that comes through the vectors does not exist, see {@link
   * SymmetricEigen}.
   */
  default EigenPairs symmetricEigen() {
    Variable[] outputs = new SymmetricEigen().applyAll(self());
    return new EigenPairs(outputs[0], outputs[1]);
  }
}
