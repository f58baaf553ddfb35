package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * A parabola for small errors, a line for large ones: with {@code d = x - t} it is {@code y = d^2 /
 * (2 beta)} where {@code |d| < beta} and {@code y = |d| - beta / 2} elsewhere; {@code gx = clamp(d
 * / beta, -1, 1) gy, gt = -gx}. For beta = 0 it is {@code y = |d|}, with gradient 0 at 0. Source:
 * Girshick, "Fast R-CNN", 2015; beta times the loss of Huber, "Robust Estimation of a Location
 * Parameter", 1964, is that loss.
 */
public final class SmoothL1 extends Function {
  private final double beta;

  /** Applied to a prediction x and a target t of one shape. */
  public SmoothL1(double beta) {
    if (!(beta >= 0)) {
      throw new IllegalArgumentException("smoothL1: beta must be at least 0, got " + beta);
    }
    this.beta = beta;
  }

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = d^2 / (2 beta) where |d| < beta, y = |d| - beta / 2 elsewhere, d = x - t",
        List.of("gx = clamp(d / beta, -1, 1) gy", "gt = -clamp(d / beta, -1, 1) gy"),
        List.of(
            "|d| < beta: dy = d / beta dd; d > beta: dy = dd; d < -beta: dy = -dd",
            "both pieces rise by 1 at d = beta and by -1 at d = -beta: dy = clamp(d / beta, -1,"
                + " 1) dd everywhere",
            "<gy, dy> = <clamp(d / beta, -1, 1) gy, dx - dt>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(0);
    saveInput(1);
    Tensor magnitude = x[0].sub(x[1]).abs();
    if (beta == 0) {
      return magnitude;
    }
    Tensor parabola = magnitude.square().mul(0.5 / beta);
    return Tensor.where(magnitude.lt(beta), parabola, magnitude.sub(beta / 2));
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable d = input(0).sub(input(1));
    Variable slope = beta == 0 ? Variable.of(d.value().sign()) : d.div(beta).clamp(-1, 1);
    Variable gx = gy.mul(slope);
    return new Variable[] {gx, needsGradient(1) ? gx.neg() : null};
  }
}
