package adjoint.autograd.functions;

import adjoint.autograd.Autograd;
import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Activation;
import adjoint.tensor.DType;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Normalises each channel (dimension 1) by its own mean and biased variance over the other
 * dimensions, then scales and shifts: {@code y = w h + b} with {@code h = (x - mean) r} and {@code
 * r = 1 / sqrt(var + eps)}. One operation instead of a dozen, so that only x is kept for the
 * reverse pass. Source: Ioffe, Szegedy, "Batch Normalization", 2015, section 3 (the gradients there
 * are collected to one term).
 */
public final class BatchNorm extends Function {
  private final double eps;
  private final Activation activation;
  private Tensor mean;
  private Tensor variance;

  /** Applied to the input, the scale w and the shift b, both of one number for each channel. */
  public BatchNorm(double eps) {
    this(eps, Activation.NONE);
  }

  /**
   * The same followed by an activation, so that what is between the two need not be kept: {@code y
   * = act(w h + b)}, and in the gradients {@code gy act'(w h + b)} takes the place of gy.
   *
   * @param activation {@link Activation#NONE} or {@link Activation#SILU}
   * @throws IllegalArgumentException for another one
   */
  public BatchNorm(double eps, Activation activation) {
    if (activation != Activation.NONE && activation != Activation.SILU) {
      throw new IllegalArgumentException(
          "batchNorm: the activation is " + activation + "; legal are NONE and SILU");
    }
    this.eps = eps;
    this.activation = activation;
  }

  /** Once applied: the mean of each channel, one-dimensional. */
  public Tensor mean() {
    return mean.flatten();
  }

  /** Once applied: the biased variance of each channel, one-dimensional. */
  public Tensor variance() {
    return variance.flatten();
  }

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = w h + b, h = (x - mean(x)) r, r = 1 / sqrt(mean((x - mean(x))^2) + eps), per channel",
        List.of("gx = w r (gy - mean(gy) - h mean(gy h))", "gw = sum(gy h)", "gb = sum(gy)"),
        List.of(
            "c = x - mean(x), v = mean(c^2): dc = dx - mean(dx), dv = 2 mean(c dc) = 2 mean(c dx),"
                + " for mean(c) = 0",
            "dr = -r^3 dv / 2 = -r^3 mean(c dx)",
            "dh = r dc + c dr = r (dx - mean(dx) - h mean(h dx))",
            "<gy, dy> = sum(gy w dh) + sum(gy h) dw + sum(gy) db",
            "sum(gy mean(dx)) = sum(mean(gy) dx), sum(gy h mean(h dx)) = sum(mean(gy h) h dx)"));
  }

  @Override
  protected Tensor forward(Tensor... inputs) {
    Tensor x = inputs[0];
    check(inputs);
    int[] channel = channel(x.rank(), x.size(1));
    saveInput(0);
    saveInput(1);
    if (activation != Activation.NONE) {
      saveInput(2);
    }
    if (x.dtype() == DType.F32 && x.elementCount() > 0) {
      return fused(x, inputs[1], inputs[2]);
    }
    mean = x.mean(others(x.rank()), true);
    Tensor centred = x.sub(mean);
    variance = centred.square().mean(others(x.rank()), true);
    Tensor scale = variance.add(eps).rsqrt().mul(inputs[1].reshape(channel));
    Tensor y = centred.mul(scale).addInPlace(inputs[2].reshape(channel), 1);
    return activation == Activation.SILU ? y.silu() : y;
  }

  /** The same in few passes over memory. */
  private Tensor fused(Tensor x, Tensor weight, Tensor bias) {
    int[] channel = channel(x.rank(), x.size(1));
    Tensor[] moments = x.channelMoments();
    mean = moments[0].reshape(channel);
    variance = moments[1].reshape(channel);
    Tensor scale = moments[1].add(eps).rsqrt().mul(weight);
    return x.channelNorm(moments[0], scale, bias, activation);
  }

  private Variable[] fusedBackward(Variable gy) {
    Tensor root = variance().add(eps).rsqrt();
    Tensor weight = input(1).value();
    Tensor bias = activation == Activation.NONE ? weight : input(2).value();
    Tensor[] gradients =
        input(0).value().channelNormGradient(gy.value(), mean(), root, weight, bias, activation);
    Variable[] result = new Variable[3];
    for (int i = 0; i < 3; i++) {
      result[i] = needsGradient(i) ? Variable.of(gradients[i]) : null;
    }
    return result;
  }

  /** The gradient before the activation, for a pass that is recorded or in double precision. */
  private Variable beforeActivation(Variable gy) {
    Variable z = new BatchNorm(eps).apply(input(0), input(1), input(2));
    Variable s = z.sigmoid();
    return gy.mul(s.mul(z.mul(s.neg().add(1)).add(1)));
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable x = input(0);
    if (!Autograd.isRecording() && x.dtype() == DType.F32 && x.value().elementCount() > 0) {
      return fusedBackward(gy);
    }
    return activation == Activation.NONE ? composed(gy) : composed(beforeActivation(gy));
  }

  private Variable[] composed(Variable gy) {
    Variable x = input(0);
    int[] others = others(x.rank());
    // Constants unless this pass is recorded, too: then mean and r must know where they come from.
    boolean again = Autograd.isRecording();
    Variable centred = x.sub(again ? x.mean(others, true) : Variable.of(mean));
    Variable var = again ? centred.square().mean(others, true) : Variable.of(variance);
    Variable r = var.add(eps).rsqrt();
    Variable h = centred.mul(r);
    Variable gyH = gy.mul(h);
    Variable gx = null;
    if (needsGradient(0)) {
      Variable wr = input(1).reshape(channel(x.rank(), x.size(1))).mul(r);
      gx = gy.sub(gy.mean(others, true)).sub(h.mul(gyH.mean(others, true))).mul(wr);
    }
    return new Variable[] {
      gx, needsGradient(1) ? gyH.sum(others) : null, needsGradient(2) ? gy.sum(others) : null
    };
  }

  private static void check(Tensor... inputs) {
    int[] shape = inputs[0].shape();
    if (shape.length < 2) {
      throw new ShapeException(
          "batchNorm: the input must have at least two dimensions, N x C x ..., but has shape "
              + Arrays.toString(shape));
    }
    if (inputs[0].elementCount() == 0 && shape[1] > 0) {
      throw new ShapeException(
          "batchNorm: the input of shape "
              + Arrays.toString(shape)
              + " has no elements to take the mean of");
    }
    for (int i = 1; i < inputs.length; i++) {
      if (!Arrays.equals(inputs[i].shape(), new int[] {shape[1]})) {
        throw new ShapeException(
            "batchNorm: the "
                + (i == 1 ? "scale" : "shift")
                + " must have shape ["
                + shape[1]
                + "], one number per channel of the input "
                + Arrays.toString(shape)
                + ", but has "
                + Arrays.toString(inputs[i].shape()));
      }
    }
  }

  private static int[] others(int rank) {
    return IntStream.range(0, rank).filter(dimension -> dimension != 1).toArray();
  }

  private static int[] channel(int rank, int channels) {
    return IntStream.range(0, rank).map(dimension -> dimension == 1 ? channels : 1).toArray();
  }
}
