package adjoint.nn;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.autograd.functions.BatchNorm;
import adjoint.tensor.Activation;
import adjoint.tensor.DType;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;

/**
 * Batch normalisation of N x C x H x W: each channel gets mean 0 and variance 1, then a learnt
 * scale and shift. In training mode by the batch's own mean and biased variance, which also move
 * the running ones (the variance unbiased); in evaluation mode by the running ones.
 *
 * <p>State: {@code weight} and {@code bias} (C); buffers {@code running_mean}, {@code running_var}
 * (C) and {@code num_batches_tracked} (I64, zero-dimensional). Source: Ioffe, Szegedy, "Batch
 * Normalization", 2015.
 */
public final class BatchNorm2d extends Module {
  private final int channels;
  private double eps;
  private double momentum;
  private final Variable weight;
  private final Variable bias;

  /** With PyTorch's defaults: eps 1e-5, momentum 0.1. */
  public BatchNorm2d(int channels) {
    this(channels, 1e-5, 0.1);
  }

  /**
   * Creates the layer with scale 1, shift 0, running mean 0 and running variance 1.
   *
   * @param channels number of channels, at least 1
   * @param eps added to the variance before the root
   * @param momentum share of the batch in the running values, from 0 to 1
   * @throws IllegalArgumentException if a number is out of range
   */
  public BatchNorm2d(int channels, double eps, double momentum) {
    if (channels < 1) {
      throw new IllegalArgumentException(
          "batchNorm2d: channels must be at least 1, got " + channels);
    }
    this.channels = channels;
    set(eps, momentum);
    weight = parameter("weight", Tensor.ones(DType.F32, channels));
    bias = parameter("bias", Tensor.zeros(DType.F32, channels));
    buffer("running_mean", Tensor.zeros(DType.F32, channels));
    buffer("running_var", Tensor.ones(DType.F32, channels));
    buffer("num_batches_tracked", Tensor.scalar(DType.I64, 0));
  }

  /**
   * Changes eps and momentum, for a model that has its own.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public void set(double eps, double momentum) {
    if (!(eps >= 0) || !(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "batchNorm2d: eps must be at least 0 and momentum from 0 to 1, got "
              + eps
              + " and "
              + momentum);
    }
    this.eps = eps;
    this.momentum = momentum;
  }

  /** Number of channels. */
  public int channels() {
    return channels;
  }

  /** What is added to the variance before the root. */
  public double eps() {
    return eps;
  }

  /** The share of the batch in the running values. */
  public double momentum() {
    return momentum;
  }

  /** The scale. */
  public Variable weight() {
    return weight;
  }

  /** The shift. */
  public Variable bias() {
    return bias;
  }

  /** The running mean; the module's own, not a copy. */
  public Tensor runningMean() {
    return getBuffer("running_mean");
  }

  /** The running variance; the module's own, not a copy. */
  public Tensor runningVar() {
    return getBuffer("running_var");
  }

  /**
   * Normalises.
   *
   * @throws ShapeException if the input is not N x C x H x W with this C, or in training mode has
   *     fewer than two values in a channel
   */
  @Override
  public Variable forward(Variable x) {
    if (x.rank() != 4 || x.size(1) != channels) {
      throw new ShapeException(
          "batchNorm2d: the input has shape "
              + describe(x.shape())
              + ", legal is [N, "
              + channels
              + ", H, W]");
    }
    return observed(x, isTraining() ? byBatch(x, Activation.NONE) : byRunningValues(x));
  }

  /**
   * This layer followed by an activation; in training with {@link SiLU} as one operation, which
   * need not keep what is between the two.
   */
  public Variable forward(Variable x, Module activation) {
    if (isTraining() && activation instanceof SiLU && x.rank() == 4 && x.size(1) == channels) {
      return observed(x, byBatch(x, Activation.SILU));
    }
    return activation.forward(forward(x));
  }

  private Variable byBatch(Variable x, Activation activation) {
    int values = x.size(0) * x.size(2) * x.size(3);
    if (values < 2) {
      throw new ShapeException(
          "batchNorm2d: training needs at least two values in a channel, the input has shape "
              + describe(x.shape()));
    }
    BatchNorm function = new BatchNorm(eps, activation);
    Variable y = function.apply(x, weight, bias);
    double unbiased = (double) values / (values - 1);
    runningMean().mulInPlace(1 - momentum).addInPlace(function.mean(), momentum);
    runningVar().mulInPlace(1 - momentum).addInPlace(function.variance(), momentum * unbiased);
    Tensor tracked = getBuffer("num_batches_tracked");
    tracked.fill(tracked.item() + 1);
    return y;
  }

  private Variable byRunningValues(Variable x) {
    Tensor root = runningVar().add(eps).rsqrt();
    if (!Autograd.isRecording() && x.dtype() == DType.F32 && x.value().elementCount() > 0) {
      Tensor factor = root.mul(weight.value());
      return Variable.of(
          x.value().channelNorm(runningMean(), factor, bias.value(), Activation.NONE));
    }
    Variable r = Variable.of(root);
    Variable scale = weight.mul(r);
    Variable shift = bias.sub(scale.mul(Variable.of(runningMean())));
    return x.mul(scale.reshape(1, channels, 1, 1)).add(shift.reshape(1, channels, 1, 1));
  }

  @Override
  protected String settings() {
    return channels
        + ", eps="
        + Settings.number(eps)
        + ", momentum="
        + Settings.number(momentum)
        + ", affine=True, track_running_stats=True";
  }
}
