package adjoint.nn.matrix;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;

/**
 * Arithmetic whose first operand is a result made just now and used nowhere else: it is
 * overwritten, unless another derivative is recorded. Both ways give the same numbers.
 */
final class Overwriting {
  private Overwriting() {}

  /** {@code fresh - other / 2}. */
  static Variable minusHalf(Variable fresh, Variable other) {
    if (fresh.requiresGrad() || other.requiresGrad()) {
      return fresh.sub(other.mul(0.5));
    }
    fresh.value().addInPlace(other.value(), -0.5);
    return fresh;
  }

  /** {@code fresh + other}. */
  static Variable plus(Variable fresh, Variable other) {
    if (fresh.requiresGrad() || other.requiresGrad()) {
      return fresh.add(other);
    }
    fresh.value().addInPlace(other.value(), 1);
    return fresh;
  }

  /** {@code factor * fresh}. */
  static Variable times(Variable fresh, double factor) {
    if (fresh.requiresGrad()) {
      return fresh.mul(factor);
    }
    fresh.value().mulInPlace(factor);
    return fresh;
  }

  /** {@code fresh + number I}; the number is the same for all matrices, or N x 1 x 1. */
  static Variable plusDiagonal(Variable fresh, Variable number) {
    if (fresh.requiresGrad() || number.requiresGrad()) {
      return fresh.add(identity(fresh).mul(number));
    }
    Tensor addend = number.rank() == 0 ? number.value() : number.value().squeeze(2);
    fresh.value().diagonal().addInPlace(addend, 1);
    return fresh;
  }

  /** {@code (3I - x) / 2}; x stays as it is. */
  static Variable halfOfThreeMinus(Variable x) {
    DType dtype = x.dtype();
    return plusDiagonal(x.mul(-0.5), Variable.scalar(dtype, 1.5));
  }

  private static Variable identity(Variable x) {
    return Variable.of(Tensor.eye(x.dtype(), x.size(2)));
  }
}
