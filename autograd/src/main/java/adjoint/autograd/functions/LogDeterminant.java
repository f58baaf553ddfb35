package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.SignAndLogarithm;
import adjoint.tensor.Tensor;

/**
 * The logarithm of the magnitude of the determinant: {@code y = log |det(x)|}; {@code gx = gy
 * x^-T}. A second output is the determinant's sign, which is constant and has no gradient. Source:
 * Giles, "Collected Matrix Derivative Results for Forward and Reverse Mode Algorithmic
 * Differentiation", 2008.
 */
public final class LogDeterminant extends Function {
  /** Makes one application. */
  public LogDeterminant() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "y = log |det(x)|",
        "gx = gy x^-T",
        "d det(x) = det(x) <x^-T, dx>, see Determinant",
        "dy = d det(x) / det(x) = <x^-T, dx>",
        "<gy, dy> = <gy x^-T, dx>");
  }

  @Override
  protected Tensor[] forwardAll(Tensor... x) {
    saveInput(0);
    SignAndLogarithm determinant = x[0].logDeterminant();
    return new Tensor[] {determinant.logarithm(), determinant.sign()};
  }

  @Override
  protected Variable[] backwardAll(Variable... gradients) {
    Variable gy = gradients[0].unsqueeze(-1).unsqueeze(-1);
    return new Variable[] {gy.mul(input(0).inverse().t())};
  }
}
