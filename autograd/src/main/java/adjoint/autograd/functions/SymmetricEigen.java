package adjoint.autograd.functions;

import adjoint.autograd.Autograd;
import adjoint.autograd.AutogradException;
import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.ValuesAndVectors;
import java.util.Arrays;

/**
 * The symmetric eigen-decomposition {@code (x + x^T) / 2 = v diag(w) v^T}, with the eigenvalues w
 * and the eigenvectors v as outputs. Source: Giles, "Collected Matrix Derivative Results for
 * Forward and Reverse Mode Algorithmic Differentiation", 2008.
 *
 * <p>Equal eigenvalues: the vectors of such a pair are any basis of a plane, so they are not a
 * function of x and have no gradient; the rule would divide by 0. A reverse pass in which a
 * gradient other than 0 comes through the vectors of a matrix with two equal eigenvalues throws
 * {@link AutogradException}. Equal means: no farther apart than n times the rounding error of the
 * largest. The values remain usable there: each one by itself has a kink, and the rule gives the
 * gradient by one choice of vectors, but a function that treats equal values alike, such as the sum
 * of them all or of their squares, is smooth, and its gradient is right. Second derivatives need
 * distinct eigenvalues, as the first ones of the values contain the vectors.
 */
public final class SymmetricEigen extends Function {
  /** Makes one application. */
  public SymmetricEigen() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "s = v diag(w) v^T, s = (x + x^T) / 2, v^T v = I, w ascending",
        "gx = (gs + gs^T) / 2 with gs = v (diag(gw) + f o (v^T gv)) v^T, f[i, j] = 1 / (w[j] - w[i])"
            + " and f[i, i] = 0",
        "s v = v diag(w), so ds v + s dv = dv diag(w) + v diag(dw)",
        "v^T v = I, so m = v^T dv is antisymmetric, with zeros on its diagonal",
        "times v^T from the left: v^T ds v = m diag(w) - diag(w) m + diag(dw)",
        "on the diagonal: dw[i] = (v^T ds v)[i, i]; off it: m[i, j] (w[j] - w[i]) = (v^T ds v)[i,"
            + " j]",
        "dv = v m = v (f o (v^T ds v)), o being the elementwise product",
        "<gw, dw> = <diag(gw), v^T ds v> = <v diag(gw) v^T, ds>",
        "<gv, dv> = <v^T gv, f o (v^T ds v)> = <v (f o (v^T gv)) v^T, ds>",
        "ds = (dx + dx^T) / 2, so <gs, ds> = <(gs + gs^T) / 2, dx>");
  }

  @Override
  protected Tensor[] forwardAll(Tensor... x) {
    saveOutput(0);
    saveOutput(1);
    ValuesAndVectors pairs = x[0].symmetricEigen();
    return new Tensor[] {pairs.values(), pairs.vectors()};
  }

  @Override
  protected Variable[] backwardAll(Variable... gradients) {
    Variable w = output(0);
    Variable v = output(1);
    if (v.value().elementCount() == 0) {
      return new Variable[] {Variable.of(Tensor.zeros(v.dtype(), v.shape()))};
    }
    Variable inner = null;
    if (gradients[0] != null) {
      inner = new DiagonalEmbed(v.shape(), 0, -2, -1).apply(gradients[0]);
    }
    if (gradients[1] != null) {
      Variable turned = inverseGaps(w, gradients[1]).mul(v.t().matmul(gradients[1]));
      inner = inner == null ? turned : inner.add(turned);
    }
    Variable gs = v.matmul(inner).matmul(v.t());
    return new Variable[] {gs.add(gs.t()).mul(0.5)};
  }

  /** {@code 1 / (w[j] - w[i])}, and 0 on the diagonal. */
  private static Variable inverseGaps(Variable w, Variable gv) {
    Variable gaps = w.unsqueeze(-2).sub(w.unsqueeze(-1));
    double rounding = w.size(-1) * (w.dtype() == DType.F64 ? 0x1p-52 : 0x1p-23);
    Tensor limit = w.value().abs().max(new int[] {-1}, true).mul(rounding).unsqueeze(-1);
    Tensor equal = gaps.value().abs().le(limit);
    requireDistinct(w.value(), equal, gv.value());
    Variable nonzero = Variable.where(equal, Broadcasting.constant(gaps, 1), gaps);
    return Selection.drop(nonzero.reciprocal(), equal);
  }

  private static void requireDistinct(Tensor w, Tensor equal, Tensor gv) {
    Tensor others = Tensor.eye(DType.F64, w.size(-1)).eq(0);
    Tensor refused = equal.and(others);
    if (!Autograd.isRecording()) {
      // Nothing comes through the vectors of these matrices, and no further pass will ask.
      Tensor used = gv.abs().max(new int[] {-2, -1}, true).ne(0);
      refused = refused.and(used);
    }
    Tensor places = refused.nonzero();
    if (places.size(0) == 0) {
      return;
    }
    int[] place = Arrays.stream(places.select(0, 0).toLongArray()).mapToInt(i -> (int) i).toArray();
    int[] value = Arrays.copyOf(place, w.rank());
    int[] matrix = Arrays.copyOf(place, w.rank() - 1);
    throw new AutogradException(
        "SymmetricEigen: "
            + (matrix.length == 0 ? "the matrix" : "matrix " + Arrays.toString(matrix))
            + " has equal eigenvalues, numbers "
            + value[value.length - 1]
            + " and "
            + place[place.length - 1]
            + " (counted from 0), "
            + w.get(value)
            + "; their eigenvectors are not determined and have no gradient");
  }
}
