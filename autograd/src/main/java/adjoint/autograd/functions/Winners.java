package adjoint.autograd.functions;

import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/** The way back from the largest values of windows to their positions in the image. */
final class Winners {
  private Winners() {}

  /**
   * Adds each gradient at its winner's position; composed of operations that have rules.
   *
   * @param gradient N x C x h x w
   * @param positions of the gradient's shape, {@code y * W + x} in the plane
   * @param shape N x C x H x W
   */
  static Variable scatter(Variable gradient, Tensor positions, int[] shape) {
    int pooled = gradient.size(2) * gradient.size(3);
    Tensor index = positions.reshape(shape[0], shape[1], pooled);
    Tensor zeros = Tensor.zeros(gradient.dtype(), shape[0], shape[1], shape[2] * shape[3]);
    return Variable.of(zeros)
        .scatterAdd(2, index, gradient.reshape(shape[0], shape[1], pooled))
        .reshape(shape);
  }
}
