package adjoint.nn.matrix;

import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Arithmetic on stacks of matrices of one shape that uses the same few buffers again and again. An
 * operand called fresh is a result of this workspace that nobody else holds: it is overwritten, and
 * others that are used up become buffers. Where another derivative is recorded nothing is
 * overwritten, and every result is an operation of the tape.
 */
final class Workspace {
  /** Rows of a symmetric product that are computed at a time. */
  private static final int BLOCK = 64;

  private final Deque<Tensor> buffers = new ArrayDeque<>();

  private static boolean recorded(Variable a, Variable b) {
    return a.requiresGrad() || b.requiresGrad();
  }

  private Tensor buffer(Variable like) {
    Tensor buffer = buffers.poll();
    boolean fits = buffer != null && Arrays.equals(buffer.shape(), like.shape());
    return fits ? buffer : Tensor.zeros(like.dtype(), like.shape());
  }

  /** Declares that nobody needs a fresh result any more. */
  void free(Variable fresh) {
    if (!fresh.requiresGrad()) {
      buffers.push(fresh.value());
    }
  }

  /** {@code by}, in the place of a fresh result that is not needed any more. */
  Variable replaced(Variable fresh, Variable by) {
    free(fresh);
    return by;
  }

  /** {@code a b}. */
  Variable product(Variable a, Variable b) {
    if (recorded(a, b)) {
      return a.bmm(b);
    }
    return Variable.of(buffer(a).assignBmm(a.value(), b.value()));
  }

  /**
   * {@code a b} where that is known to be symmetric, as for symmetric matrices that commute: only
   * blocks on and above the diagonal are computed, the others are their mirror images.
   */
  Variable symmetricProduct(Variable a, Variable b) {
    int c = a.size(2);
    if (recorded(a, b) || c <= BLOCK) {
      return product(a, b);
    }
    Tensor out = buffer(a);
    for (int from = 0; from < c; from += BLOCK) {
      int rows = Math.min(BLOCK, c - from);
      int rest = c - from - rows;
      Tensor right = b.value().narrow(2, from, c - from);
      Tensor part = out.narrow(1, from, rows).narrow(2, from, c - from);
      part.assignBmm(a.value().narrow(1, from, rows), right);
      if (rest > 0) {
        out.narrow(1, from + rows, rest)
            .narrow(2, from, rows)
            .assign(part.narrow(2, rows, rest).t());
      }
    }
    return Variable.of(out);
  }

  /** {@code fresh + term}; the term is fresh, too. */
  Variable plus(Variable fresh, Variable term) {
    return addScaled(fresh, term, 1);
  }

  /** {@code fresh - term / 2}; the term is fresh, too. */
  Variable minusHalf(Variable fresh, Variable term) {
    return addScaled(fresh, term, -0.5);
  }

  private Variable addScaled(Variable fresh, Variable term, double factor) {
    if (recorded(fresh, term)) {
      return fresh.add(term.mul(factor));
    }
    fresh.value().addInPlace(term.value(), factor);
    free(term);
    return fresh;
  }

  /** {@code factor * fresh}. */
  Variable times(Variable fresh, double factor) {
    if (fresh.requiresGrad()) {
      return fresh.mul(factor);
    }
    fresh.value().mulInPlace(factor);
    return fresh;
  }

  /** {@code fresh + number I}; the number is the same for all matrices, or N x 1 x 1. */
  Variable plusDiagonal(Variable fresh, Variable number) {
    if (recorded(fresh, number)) {
      return fresh.add(Variable.of(Tensor.eye(fresh.dtype(), fresh.size(2))).mul(number));
    }
    Tensor addend = number.rank() == 0 ? number.value() : number.value().squeeze(2);
    fresh.value().diagonal().addInPlace(addend, 1);
    return fresh;
  }

  /** {@code (3I - fresh) / 2}. */
  Variable halfOfThreeMinus(Variable fresh) {
    return plusDiagonal(times(fresh, -0.5), Variable.scalar(fresh.dtype(), 1.5));
  }
}
