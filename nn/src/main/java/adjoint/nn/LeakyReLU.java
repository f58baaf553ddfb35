package adjoint.nn;

import adjoint.autograd.Variable;

/** The input where it is positive, a multiple of it elsewhere. */
public final class LeakyReLU extends Module {
  private final double slope;

  /** With PyTorch's default slope 0.01. */
  public LeakyReLU() {
    this(0.01);
  }

  /** With {@code slope} for negative inputs. */
  public LeakyReLU(double slope) {
    this.slope = slope;
  }

  /** The slope for negative inputs. */
  public double slope() {
    return slope;
  }

  @Override
  public Variable forward(Variable x) {
    return observed(x, x.leakyRelu(slope));
  }

  @Override
  protected String settings() {
    return "negative_slope=" + Settings.number(slope);
  }
}
