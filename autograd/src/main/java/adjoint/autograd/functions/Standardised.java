package adjoint.autograd.functions;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * {@code h = (x - mean(x)) r} with {@code r = 1 / sqrt(mean((x - mean(x))^2) + eps)} in a reverse
 * pass: what the rules of layer and group normalisation share.
 *
 * @param h the standardised values
 * @param r the factor
 * @param dimensions what the means are over
 */
record Standardised(Variable h, Variable r, int[] dimensions) {
  /**
   * From the input and what the forward pass found.
   *
   * @param mean the mean of x, dimensions kept
   * @param variance the mean square of x - mean, dimensions kept
   */
  static Standardised of(Variable x, int[] dimensions, double eps, Tensor mean, Tensor variance) {
    // Constants unless this pass is recorded, too: then mean and r must know where they come from.
    boolean again = Autograd.isRecording();
    Variable centred = x.sub(again ? x.mean(dimensions, true) : Variable.of(mean));
    Variable var = again ? centred.square().mean(dimensions, true) : Variable.of(variance);
    Variable r = var.add(eps).rsqrt();
    return new Standardised(centred.mul(r), r, dimensions);
  }

  /** {@code gx = r (gh - mean(gh) - h mean(gh h))}. */
  Variable gradient(Variable gh) {
    Variable along = h.mul(gh.mul(h).mean(dimensions, true));
    return gh.sub(gh.mean(dimensions, true)).sub(along).mul(r);
  }
}
