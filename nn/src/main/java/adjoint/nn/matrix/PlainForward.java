package adjoint.nn.matrix;

import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * The forward formulas of {@link Covpool} and {@link Sqrtm}, composed of elementary operations, so
 * that the tape finds their gradients by itself: what the hand-derived backward passes are compared
 * with. Slower, and each intermediate result is kept.
 */
public final class PlainForward {
  private PlainForward() {}

  /**
   * CP-F: N x C x H x W to the covariances N x C x C.
   *
   * @see Covpool
   */
  public static Variable covpool(Variable x) {
    Variable matrices = x.flatten(2, x.rank() - 1);
    Variable centred = matrices.sub(matrices.mean(new int[] {2}, true)); // M X Ibar
    return centred.bmm(matrices.t()).div(matrices.size(2));
  }

  /**
   * SQ-F1 to SQ-F3. A matrix of zeros gives NaN here.
   *
   * @param sigma N x C x C, symmetric positive semi-definite
   * @param iterations at least 1
   * @see Sqrtm
   */
  public static Variable sqrtm(Variable sigma, int iterations) {
    Variable three = Variable.of(Tensor.eye(sigma.dtype(), sigma.size(2))).mul(3);
    Variable t = sigma.diagonal().sum(new int[] {1}, true).unsqueeze(2);
    Variable a = sigma.div(t);
    Variable y = a.bmm(three.sub(a)).mul(0.5);
    Variable z = three.sub(a).mul(0.5);
    for (int k = 2; k <= iterations; k++) {
      Variable factor = three.sub(z.bmm(y));
      y = y.bmm(factor).mul(0.5);
      z = factor.bmm(z).mul(0.5);
    }
    return t.sqrt().mul(y);
  }
}
