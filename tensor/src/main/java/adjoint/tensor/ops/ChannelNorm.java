package adjoint.tensor.ops;

import adjoint.tensor.Activation;
import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.Layout;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backends;
import java.util.Arrays;

/** Normalisation of channels; see {@link adjoint.tensor.ImageMethods}. */
public final class ChannelNorm {
  private ChannelNorm() {}

  /** See {@link adjoint.tensor.ImageMethods#channelMoments}. */
  public static Tensor[] moments(Tensor x) {
    check("channelMoments", x);
    Tensor mean = Tensor.zeros(x.size(1));
    Tensor variance = Tensor.zeros(x.size(1));
    Backends.current().channelMoments(x.contiguous(), mean, variance);
    return new Tensor[] {mean, variance};
  }

  /** See {@link adjoint.tensor.ImageMethods#channelNorm}. */
  public static Tensor normalise(
      Tensor x, Tensor mean, Tensor scale, Tensor shift, Activation activation) {
    String operation = "channelNorm";
    check(operation, x, mean, scale, shift);
    Tensor out = Tensor.zeros(x.shape());
    Backends.current()
        .channelNorm(
            x.contiguous(), compact(mean), compact(scale), compact(shift), activation, out);
    return out;
  }

  /** See {@link adjoint.tensor.ImageMethods#channelNormGradient}. */
  public static Tensor[] gradient(
      Tensor gradient,
      Tensor x,
      Tensor mean,
      Tensor root,
      Tensor weight,
      Tensor shift,
      Activation activation) {
    String operation = "channelNormGradient";
    check(operation, x, mean, root, weight, shift);
    if (gradient.dtype() != DType.F32 || !gradient.layout().sameShape(x.layout())) {
      throw new ShapeException(
          operation
              + ": the gradient is "
              + gradient.dtype()
              + Arrays.toString(gradient.shape())
              + ", the input F32"
              + Arrays.toString(x.shape()));
    }
    Tensor gx = Tensor.zeros(x.shape());
    Tensor gw = Tensor.zeros(x.size(1));
    Tensor gb = Tensor.zeros(x.size(1));
    Backends.current()
        .channelNormGradient(
            gradient.contiguous(),
            x.contiguous(),
            compact(mean),
            compact(root),
            compact(weight),
            compact(shift),
            activation,
            gx,
            gw,
            gb);
    return new Tensor[] {gx, gw, gb};
  }

  /** Contiguous from the start of its storage. */
  private static Tensor compact(Tensor x) {
    return x.isContiguous() && x.layout().offset() == 0 ? x : x.copy();
  }

  private static void check(String operation, Tensor x, Tensor... perChannel) {
    if (x.dtype() != DType.F32) {
      throw new DTypeException(operation + ": takes F32, not " + x.dtype());
    }
    if (x.rank() < 2 || x.elementCount() == 0) {
      throw new ShapeException(
          operation
              + ": the input has shape "
              + Arrays.toString(x.shape())
              + "; legal is [N, C, ...] with at least one element");
    }
    Layout expected = Layout.contiguous(x.size(1));
    for (Tensor tensor : perChannel) {
      if (tensor.dtype() != DType.F32 || !tensor.layout().sameShape(expected)) {
        throw new ShapeException(
            operation
                + ": there must be one F32 number for each of the "
                + x.size(1)
                + " channels, got "
                + tensor.dtype()
                + Arrays.toString(tensor.shape()));
      }
    }
  }
}
