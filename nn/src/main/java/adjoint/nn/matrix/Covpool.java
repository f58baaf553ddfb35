package adjoint.nn.matrix;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/**
 * The covariance of the channels of each image, over its positions: with X the image as C rows of M
 * numbers, {@code Sigma = X Ibar X^T} where {@code Ibar = (1/M) (I - (1/M) 1 1^T)}; backward {@code
 * gX = (G + G^T) X Ibar} with {@code G = dL/dSigma}, which need not be symmetric.
 *
 * <p>The M x M matrix Ibar is never built: {@code X Ibar = (X - mean(X)) / M}, the mean over each
 * row. So both passes take O(C^2 M) operations and O(C M) memory. For the reverse pass only the
 * input is kept.
 *
 * <p>Source: Li, Xie, Wang, Gao, "Towards Faster Training of Global Covariance Pooling Networks by
 * Iterative Matrix Square Root Normalization", CVPR 2018, section 3.
 */
public final class Covpool extends Function {
  private static final int[] POSITIONS = {2};

  /**
   * Applied to N x C x H x W, or N x C and any other number of dimensions of positions; gives N x C
   * x C, symmetric to the last bit.
   */
  public Covpool() {}

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "CP-F: Sigma = X Ibar X^T, X (C x M) one image, Ibar = (1/M) (I - (1/M) 1 1^T) (M x M)",
        "CP-B: gX = (G + G^T) X Ibar, G = dL/dSigma",
        "dSigma = dX Ibar X^T + X Ibar dX^T, for Ibar is constant",
        "<G, dX Ibar X^T> = tr(G^T dX Ibar X^T) = tr(Ibar X^T G^T dX) = <G X Ibar, dX>, for Ibar ="
            + " Ibar^T",
        "<G, X Ibar dX^T> = <G^T, dX Ibar X^T> = <G^T X Ibar, dX>, for <P, Q> = <P^T, Q^T>",
        "CP-B: <G, dSigma> = <(G + G^T) X Ibar, dX>; the symmetry of G is not used",
        "without the M x M matrix: X Ibar = (X - mean(X)) / M, the mean over each row; and Sigma ="
            + " (X - mean(X)) (X - mean(X))^T / M, for M Ibar is its own square");
  }

  /**
   * Computes CP-F.
   *
   * @throws ShapeException if the input has fewer than three dimensions or no positions
   */
  @Override
  protected Tensor forward(Tensor... inputs) {
    require(inputs[0].shape());
    saveInput(0);
    Tensor x = inputs[0].reshape(matrices(inputs[0].shape()));
    Tensor centred = x.sub(x.mean(POSITIONS, true)); // CP-F.1: M X Ibar
    return centred.bmm(centred.t()).mulInPlace(1.0 / x.size(2)); // CP-F.2: X Ibar X^T
  }

  @Override
  protected Variable[] backward(Variable g) {
    Variable x = input(0).reshape(matrices(inputShape(0)));
    Variable centred = x.sub(x.mean(POSITIONS, true)); // CP-B.1: M X Ibar
    Variable sum = g.add(g.t()).mul(1.0 / x.size(2)); // CP-B.2: (G + G^T) / M
    return new Variable[] {sum.bmm(centred).reshape(inputShape(0))}; // CP-B.3: (G + G^T) X Ibar
  }

  private static int[] matrices(int[] shape) {
    return new int[] {shape[0], shape[1], positions(shape)};
  }

  private static int positions(int[] shape) {
    return Arrays.stream(shape, 2, shape.length).reduce(1, Math::multiplyExact);
  }

  private static void require(int[] shape) {
    if (shape.length < 3 || positions(shape) == 0) {
      throw new ShapeException(
          "covpool: the input has shape "
              + Arrays.toString(shape)
              + "; legal are batch x channels x positions, such as N x C x H x W, with at least one"
              + " position");
    }
  }
}
