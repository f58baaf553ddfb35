package adjoint.nn;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Layer normalisation: each sample gets mean 0 and variance 1 over its last dimensions, then a
 * learnt scale and shift at every position. It does the same in training and evaluation mode.
 *
 * <p>State, unless switched off: {@code weight} and {@code bias}, of the shape of those dimensions.
 * Source: Ba, Kiros, Hinton, "Layer Normalization", 2016.
 */
public final class LayerNorm extends Module {
  private final int[] shape;
  private final double eps;
  private final Variable weight;
  private final Variable bias;

  /** With PyTorch's default eps 1e-5, scale and shift. */
  public LayerNorm(int... shape) {
    this(shape, 1e-5, true);
  }

  /**
   * Creates the layer with scale 1 and shift 0.
   *
   * @param shape the sizes of the last dimensions, at least one, each at least 1
   * @param eps added to the variance before the root
   * @param affine whether there are a scale and a shift
   * @throws ShapeException if the shape is not legal
   * @throws IllegalArgumentException if eps is negative
   */
  public LayerNorm(int[] shape, double eps, boolean affine) {
    if (shape.length == 0 || Arrays.stream(shape).anyMatch(size -> size < 1)) {
      throw new ShapeException(
          "layerNorm: the shape "
              + describe(shape)
              + " is not legal; legal are one or more sizes from 1");
    }
    Settings.requireEps("layerNorm", eps);
    this.shape = shape.clone();
    this.eps = eps;
    weight = affine ? parameter("weight", Tensor.ones(DType.F32, shape)) : null;
    bias = affine ? parameter("bias", Tensor.zeros(DType.F32, shape)) : null;
  }

  /** The scale, or null. */
  public Variable weight() {
    return weight;
  }

  /** The shift, or null. */
  public Variable bias() {
    return bias;
  }

  /**
   * Normalises.
   *
   * @throws ShapeException if the input's last dimensions do not have the layer's sizes
   */
  @Override
  public Variable forward(Variable x) {
    return observed(x, x.layerNorm(shape, weight, bias, eps));
  }

  @Override
  protected String settings() {
    String sizes = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return "("
        + sizes
        + (shape.length == 1 ? ",)" : ")")
        + ", eps="
        + Settings.number(eps)
        + ", elementwise_affine="
        + Settings.flag(weight != null);
  }
}
