package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The cross-entropy of yes-or-no decisions from their log-odds x: {@code y = p t softplus(-x) + (1
 * - t) softplus(x)} for the target t and the weight p of the answer yes. With {@code softplus(x) =
 * log(1 + e^x)} this is {@code -(p t log(q) + (1 - t) log(1 - q))} for {@code q = sigmoid(x)},
 * without its overflow and its logarithm of 0; the gradient keeps its digits for large x likewise.
 * Source: Bishop, "Pattern Recognition and Machine Learning", 2006, section 4.3.2, for p = 1.
 */
public final class BinaryCrossEntropyWithLogits extends Function {
  /** Applied to x, t and, optionally, p, all of one shape. */
  public BinaryCrossEntropyWithLogits() {}

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = p t softplus(-x) + (1 - t) softplus(x), softplus(x) = log(1 + e^x)",
        List.of(
            "gx = ((1 - t) sigmoid(x) - p t sigmoid(-x)) gy",
            "gt = (p softplus(-x) - softplus(x)) gy",
            "gp = t softplus(-x) gy"),
        List.of(
            "d softplus(x) = sigmoid(x) dx, d softplus(-x) = -sigmoid(-x) dx",
            "dy = ((1 - t) sigmoid(x) - p t sigmoid(-x)) dx + (p softplus(-x) - softplus(x)) dt + t"
                + " softplus(-x) dp",
            "<gy, dy>: the factors of dx, dt and dp, each times gy",
            "for p = 1: gx = (sigmoid(x) - t) gy, as sigmoid(-x) = 1 - sigmoid(x)"));
  }

  @Override
  protected Tensor forward(Tensor... inputs) {
    for (int i = 0; i < inputs.length; i++) {
      saveInput(i);
    }
    Tensor x = inputs[0];
    Tensor t = inputs[1];
    Tensor yes = t.mul(x.neg().softplus());
    Tensor no = t.neg().add(1).mul(x.softplus());
    return (inputs.length > 2 ? yes.mul(inputs[2]) : yes).add(no);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    boolean weighted = inputCount() > 2;
    Variable x = input(0);
    Variable t = input(1);
    Variable[] result = new Variable[inputCount()];
    if (needsGradient(0)) {
      Variable yes = t.mul(x.neg().sigmoid());
      Variable no = t.neg().add(1).mul(x.sigmoid());
      result[0] = no.sub(weighted ? yes.mul(input(2)) : yes).mul(gy);
    }
    if (needsGradient(1)) {
      Variable yes = x.neg().softplus();
      result[1] = (weighted ? yes.mul(input(2)) : yes).sub(x.softplus()).mul(gy);
    }
    if (weighted && needsGradient(2)) {
      result[2] = t.mul(x.neg().softplus()).mul(gy);
    }
    return result;
  }
}
