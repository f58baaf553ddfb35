package adjoint.autograd;

import adjoint.autograd.functions.Losses;
import adjoint.tensor.Tensor;

/** How far this prediction is from a target. */
public sealed interface LossMethods permits Variable {
  private Variable self() {
    return (Variable) this;
  }

  /**
   * The squared error {@code (this - target)^2}.
   *
   * @param target of this shape
   */
  default Variable mseLoss(Variable target, Reduction reduction) {
    return Losses.squaredError(self(), target, reduction);
  }

  /**
   * With the error d: {@code d^2 / (2 beta)} where {@code |d| < beta}, {@code |d| - beta / 2}
   * elsewhere.
   *
   * @param target of this shape
   * @param beta where the parabola goes over into the line, at least 0; 0 gives {@code |d|}
   */
  default Variable smoothL1Loss(Variable target, double beta, Reduction reduction) {
    return Losses.smoothL1(self(), target, beta, reduction);
  }

  /**
   * The cross-entropy of yes-or-no decisions whose log-odds this is: {@code -(p t log(q) + (1 - t)
   * log(1 - q))} with {@code q = sigmoid(this)}, without overflow.
   *
   * @param target t, of this shape, from 0 to 1
   * @param positiveWeight p, the weight of the answer yes, which broadcasts to this shape, or null
   *     for 1
   */
  default Variable binaryCrossEntropyWithLogits(
      Variable target, Variable positiveWeight, Reduction reduction) {
    return Losses.binaryCrossEntropy(self(), target, positiveWeight, reduction);
  }

  /**
   * The cross-entropy of one class out of C, {@code -log(softmax(this)[class])}. The classes of
   * this are dimension 1 of N x C x ..., or the only dimension of C.
   *
   * @param classes I64 or I32, of this shape without the classes' dimension
   * @param labelSmoothing the share, from 0 to 1, that is taken from the class and given to all C
   *     classes in equal parts
   */
  default Variable crossEntropy(Tensor classes, double labelSmoothing, Reduction reduction) {
    return Losses.crossEntropy(self(), classes, labelSmoothing, reduction);
  }

  /**
   * The cross-entropy of a distribution over C classes, {@code -sum over c of probabilities[c]
   * log(softmax(this)[c])}.
   *
   * @param probabilities of this shape
   * @param labelSmoothing as above
   */
  default Variable crossEntropy(
      Variable probabilities, double labelSmoothing, Reduction reduction) {
    return Losses.crossEntropy(self(), probabilities, labelSmoothing, reduction);
  }
}
