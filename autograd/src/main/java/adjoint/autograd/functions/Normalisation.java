package adjoint.autograd.functions;

import adjoint.autograd.Variable;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/** Layer and group normalisation with checked shapes and with or without scale and shift. */
public final class Normalisation {
  private Normalisation() {}

  /** {@link LayerNorm} over last dimensions of the given sizes; weight and bias may be null. */
  public static Variable layer(
      Variable x, int[] shape, Variable weight, Variable bias, double eps) {
    int first = x.rank() - shape.length;
    boolean fits =
        shape.length > 0
            && first >= 0
            && Arrays.equals(Arrays.copyOfRange(x.shape(), first, x.rank()), shape);
    if (!fits) {
      throw new ShapeException(
          "layerNorm: the input of shape "
              + Arrays.toString(x.shape())
              + " does not end in the sizes "
              + Arrays.toString(shape)
              + " of a sample, of which there must be at least one");
    }
    requireShape("layerNorm", "weight", weight, shape);
    requireShape("layerNorm", "bias", bias, shape);
    return new LayerNorm(eps).apply(x, orFull(x, weight, 1, shape), orFull(x, bias, 0, shape));
  }

  /** {@link GroupNorm}; weight and bias may be null. */
  public static Variable group(Variable x, int groups, Variable weight, Variable bias, double eps) {
    if (x.rank() < 2 || groups < 1 || x.size(1) % groups != 0) {
      throw new ShapeException(
          "groupNorm: the channels (dimension 1) of the input of shape "
              + Arrays.toString(x.shape())
              + " do not divide into "
              + groups
              + " groups");
    }
    int channels = x.size(1);
    requireShape("groupNorm", "weight", weight, channels);
    requireShape("groupNorm", "bias", bias, channels);
    return new GroupNorm(groups, eps)
        .apply(x, orFull(x, weight, 1, channels), orFull(x, bias, 0, channels));
  }

  private static void requireShape(String operation, String what, Variable v, int... shape) {
    if (v != null && !Arrays.equals(v.shape(), shape)) {
      throw new ShapeException(
          operation
              + ": the "
              + what
              + " must have shape "
              + Arrays.toString(shape)
              + ", but has "
              + Arrays.toString(v.shape()));
    }
  }

  private static Variable orFull(Variable x, Variable given, double value, int... shape) {
    return given != null ? given : Variable.of(Tensor.full(x.dtype(), value, shape));
  }
}
