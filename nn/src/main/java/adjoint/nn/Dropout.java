package adjoint.nn;

import adjoint.autograd.Variable;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;

/**
 * In training mode zeroes each element with probability p and divides the others by 1 - p, so that
 * the mean stays; in evaluation mode returns the input. Source: Srivastava et al., "Dropout", 2014.
 */
public final class Dropout extends Module {
  private final double p;
  private final Generator generator;

  /**
   * Creates the module.
   *
   * @param p the probability of a zero, from 0 to 1
   * @param generator draws what is dropped
   * @throws IllegalArgumentException if {@code p} is out of range
   */
  public Dropout(double p, Generator generator) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("dropout: p must be from 0 to 1, got " + p);
    }
    this.p = p;
    this.generator = generator;
  }

  @Override
  public Variable forward(Variable x) {
    if (!isTraining() || p == 0) {
      return x;
    }
    Tensor kept = Tensor.rand(generator, x.dtype(), x.shape()).ge(p).to(x.dtype());
    return x.mul(Variable.of(p == 1 ? kept.fill(0) : kept.mulInPlace(1 / (1 - p))));
  }

  @Override
  protected String settings() {
    return "p=" + Settings.number(p);
  }
}
