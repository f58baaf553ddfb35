package adjoint.nn;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;

/**
 * Group normalisation of N x C x ...: each sample's groups of channels get mean 0 and variance 1,
 * then each channel a learnt scale and shift. It does the same in training and evaluation mode.
 *
 * <p>State, unless switched off: {@code weight} and {@code bias} (C). Source: Wu, He, "Group
 * Normalization", 2018.
 */
public final class GroupNorm extends Module {
  private final int groups;
  private final int channels;
  private final double eps;
  private final Variable weight;
  private final Variable bias;

  /** With PyTorch's default eps 1e-5, scale and shift. */
  public GroupNorm(int groups, int channels) {
    this(groups, channels, 1e-5, true);
  }

  /**
   * Creates the layer with scale 1 and shift 0.
   *
   * @param groups number of groups, at least 1
   * @param channels number of channels, a multiple of the groups
   * @param eps added to the variance before the root
   * @param affine whether there are a scale and a shift
   * @throws IllegalArgumentException if a number is out of range
   */
  public GroupNorm(int groups, int channels, double eps, boolean affine) {
    if (groups < 1 || channels < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          "groupNorm: "
              + channels
              + " channels do not divide into "
              + groups
              + " groups; both must be at least 1");
    }
    Settings.requireEps("groupNorm", eps);
    this.groups = groups;
    this.channels = channels;
    this.eps = eps;
    weight = affine ? parameter("weight", Tensor.ones(DType.F32, channels)) : null;
    bias = affine ? parameter("bias", Tensor.zeros(DType.F32, channels)) : null;
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
   * @throws ShapeException if the input is not N x C x ... with this C
   */
  @Override
  public Variable forward(Variable x) {
    if (x.rank() < 2 || x.size(1) != channels) {
      throw new ShapeException(
          "groupNorm: the input has shape "
              + describe(x.shape())
              + ", legal is [N, "
              + channels
              + ", ...]");
    }
    return observed(x, x.groupNorm(groups, weight, bias, eps));
  }

  @Override
  protected String settings() {
    return groups
        + ", "
        + channels
        + ", eps="
        + Settings.number(eps)
        + ", affine="
        + Settings.flag(weight != null);
  }
}
