package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The cross-entropy of a distribution q over classes from logits x: {@code y = -sum over c of q[c]
 * log(softmax(x)[c])}, where {@code 0 log(0) = 0}. For a distribution, whose sum is 1, the gradient
 * is {@code gx = (softmax(x) - q) gy}. Source: Bishop, "Pattern Recognition and Machine Learning",
 * 2006, section 4.3.4.
 */
public final class CrossEntropy extends Function {
  private final int dimension;

  /** Applied to x and q of one shape; {@code dimension} is that of the classes. */
  public CrossEntropy(int dimension) {
    this.dimension = dimension;
  }

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = -sum over c of q[c] log(softmax(x)[c])",
        List.of("gx[c] = (softmax(x)[c] sum(q) - q[c]) gy", "gq[c] = -log(softmax(x)[c]) gy"),
        List.of(
            "log(softmax(x)[c]) = x[c] - l, l = log(sum over k of e^x[k]), dl = sum over k of"
                + " softmax(x)[k] dx[k]",
            "dy = -sum over c of q[c] (dx[c] - dl) - sum over c of log(softmax(x)[c]) dq[c]",
            "sum over c of q[c] dl = sum(q) (sum over k of softmax(x)[k] dx[k])",
            "<gy, dy>: the factors of dx[c] and dq[c], each times gy"));
  }

  @Override
  protected Tensor forward(Tensor... inputs) {
    saveInput(0);
    saveInput(1);
    Tensor q = inputs[1];
    Tensor terms = inputs[0].logSoftmax(dimension).mul(q);
    return terms.maskedFill(q.eq(0), 0).sum(dimension).neg();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable x = input(0);
    Variable q = input(1);
    Variable spread = gy.unsqueeze(dimension);
    Variable gx = null;
    if (needsGradient(0)) {
      Variable total = q.sum(new int[] {dimension}, true);
      gx = x.softmax(dimension).mul(total).sub(q).mul(spread);
    }
    Variable gq = needsGradient(1) ? x.logSoftmax(dimension).mul(spread).neg() : null;
    return new Variable[] {gx, gq};
  }
}
