package adjoint.tensor.backend;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;

/**
 * The compute primitives. Whoever calls them has checked shapes and types, has broadcast and
 * promoted the operands, and has allocated {@code out}: contiguous, zeroed, at offset 0. Inputs may
 * have any layout.
 *
 * <p>Contract on bits: an output element is computed in one fixed order of operations, with fused
 * multiply-add in products, so that results depend neither on the number of threads nor on the
 * vector width. Implementations are stateless and thread-safe.
 */
public interface Backend {
  /** The name that {@code adjoint.backend} selects it by. */
  String name();

  /** One line about the hardware and settings in use. */
  String description();

  /**
   * What this backend has measured of its own operations so far, as a table; empty where it does
   * not measure, which most do not.
   */
  default String profile() {
    return "";
  }

  /** {@code out[i] = op(x[i])}; both of one computing type, equal shapes. */
  void unary(UnaryOp op, Tensor x, Tensor out);

  /**
   * {@code out[i] = op(a[i], b[i])}; all of one type and shape (stride 0 where broadcast). {@code
   * out} may be the very tensor that {@code a} or {@code b} is.
   */
  void binary(BinaryOp op, Tensor a, Tensor b, Tensor out);

  /** {@code out[i] = a[i] op b[i]}; a and b of one type, out BOOL. */
  void compare(CompareOp op, Tensor a, Tensor b, Tensor out);

  /** {@code out[i] = condition[i] ? a[i] : b[i]}; condition BOOL. */
  void where(Tensor condition, Tensor a, Tensor b, Tensor out);

  /** {@code out[i] = x[i]}, converted; {@code out} may have any layout without overlaps. */
  void copy(Tensor x, Tensor out);

  /** {@code out[i] = fma(scale, x[i], out[i])}; floating; {@code out} may have any layout. */
  void addScaled(Tensor x, double scale, Tensor out);

  /**
   * Reduces {@code dimensions} (ascending, distinct) of {@code x}; {@code out} has the remaining
   * ones. Types of {@code x} and {@code out}: F32 to F32 or F64, F64 to F64; integers and truth
   * values to I64 for sums and products, to themselves for extremes.
   *
   * <p>The order of floating sums and products is fixed, whatever the layout: the n elements that
   * make one output element are numbered k = 0 to n - 1 in row-major order of the reduced
   * dimensions. In double precision, element k is added to lane k mod 8, each lane starting from 0
   * (from 1 for products) and taking its elements in ascending order; the result is {@code ((l0 +
   * l4) + (l2 + l6)) + ((l1 + l5) + (l3 + l7))}, rounded once to the type of {@code out}. Extremes
   * are NaN if there is a NaN, and 0 counts as larger than -0.
   */
  void reduce(ReduceOp op, Tensor x, int[] dimensions, Tensor out);

  /**
   * I64 index of the first largest or smallest element, NaN first, along a dimension of at least
   * one element. Any computing type.
   */
  void argReduce(boolean largest, Tensor x, int dimension, Tensor out);

  /**
   * Running sums along a dimension, in double precision from the first element on, each rounded to
   * the type of {@code out}. Types: F32 and F64 to themselves, integers and truth values to I64.
   */
  void cumulativeSum(Tensor x, int dimension, Tensor out);

  /**
   * {@code out[b] = a[b] b[b]} with a: (batch, m, k), b: (batch, k, n); stride 0 in batch allowed.
   * F32 or F64. Each element starts at 0 and takes its k products in ascending order, each by a
   * fused multiply-add.
   */
  void matmul(Tensor a, Tensor b, Tensor out);

  /**
   * Convolution, see {@link adjoint.tensor.ImageMethods#conv2d}, followed by the activation; {@code
   * bias} may be null. F32 or F64. Each element starts at its bias, or at 0, and takes its products
   * in ascending order of (c, u, v), each by a fused multiply-add; a tap outside the image
   * multiplies its weight by 0.
   */
  void conv2d(
      Tensor x,
      Tensor weight,
      Tensor bias,
      Conv2dOptions options,
      Activation activation,
      Tensor out);

  /**
   * dL/dx from dL/dy. Each element starts at 0 and takes its products with ascending output channel
   * and, within it, descending kernel row and column (the order of a convolution with the flipped
   * kernel), each by a fused multiply-add. Products with a place outside dL/dy, or between its
   * pixels where the stride is above 1, are 0 and may be left out.
   */
  void conv2dInputGradient(Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out);

  /**
   * dL/dweight from dL/dy. Each element starts at 0 and takes its products in ascending order of
   * (image, output row, output column), each by a fused multiply-add; products with a place outside
   * the image are 0 and may be left out.
   */
  void conv2dWeightGradient(Tensor gradient, Tensor x, Conv2dOptions options, Tensor out);

  /**
   * Maximum pooling; {@code indices} (I64, the winner's position in its plane) may be null. Of
   * zeros of both signs either may be the value where there are no indices.
   */
  void maxPool2d(Tensor x, Pool2dOptions options, Tensor out, Tensor indices);

  /** Average pooling; the sum of a window is taken in row-major order in double precision. */
  void avgPool2d(Tensor x, Pool2dOptions options, boolean countPadding, Tensor out);

  /**
   * dL/dx of average pooling from dL/dy; the windows of a pixel are summed in row-major order in
   * double precision.
   */
  void avgPool2dGradient(Tensor gradient, Pool2dOptions options, boolean countPadding, Tensor out);

  /** Nearest-neighbour upsampling to the size of {@code out}. */
  void upsampleNearest(Tensor x, Tensor out);

  /**
   * {@code out = gradient s (1 + x (1 - s))} with {@code s = sigmoid(x)}: the reverse of {@link
   * UnaryOp#SILU}. All F32 and contiguous.
   */
  void siluGradient(Tensor x, Tensor gradient, Tensor out);

  /**
   * The mean and the biased variance of each channel of x, N x C x ...; x F32 and contiguous, the
   * results F32, one-dimensional. Sums in double precision, each plane in four lanes.
   */
  void channelMoments(Tensor x, Tensor mean, Tensor variance);

  /**
   * {@code out = act((x - mean) scale + shift)} per channel; all F32 and contiguous.
   *
   * @param activation NONE or SILU
   */
  void channelNorm(
      Tensor x, Tensor mean, Tensor scale, Tensor shift, Activation activation, Tensor out);

  /**
   * The reverse of a normalisation by its own moments and an activation: with {@code h = (x - mean)
   * root}, g the gradient, or with SILU the gradient times the slope at {@code weight h + shift}:
   * {@code gx = weight root (g - mean(g) - h mean(g h))}, {@code gw = sum(g h)}, {@code gb =
   * sum(g)}, per channel. All F32 and contiguous.
   *
   * @param activation NONE or SILU
   */
  void channelNormGradient(
      Tensor gradient,
      Tensor x,
      Tensor mean,
      Tensor root,
      Tensor weight,
      Tensor shift,
      Activation activation,
      Tensor gx,
      Tensor gw,
      Tensor gb);
}
