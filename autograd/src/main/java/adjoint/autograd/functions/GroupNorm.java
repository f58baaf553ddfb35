package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Normalises groups of channels (dimension 1) of each sample by the group's own mean and biased
 * variance over its channels and all later dimensions, then scales and shifts each channel: {@code
 * y = w h + b} with {@code h = (x - mean) r} and {@code r = 1 / sqrt(var + eps)}. Source: Wu, He,
 * "Group Normalization", 2018.
 */
public final class GroupNorm extends Function {
  private static final int[] WITHIN_GROUP = {2};

  private final int groups;
  private final double eps;
  private Tensor mean;
  private Tensor variance;

  /** Applied to the input, the scale w and the shift b, both of one number for each channel. */
  public GroupNorm(int groups, double eps) {
    this.groups = groups;
    this.eps = eps;
  }

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = w h + b, h = (x - mean(x)) r, r = 1 / sqrt(mean((x - mean(x))^2) + eps), means per"
            + " sample and group of channels, w and b per channel",
        List.of(
            "gx = r (gh - mean(gh) - h mean(gh h)) with gh = w gy",
            "gw = sum(gy h), over all of a channel",
            "gb = sum(gy), over all of a channel"),
        List.of(
            "c = x - mean(x), v = mean(c^2): dc = dx - mean(dx), dv = 2 mean(c dc) = 2 mean(c dx),"
                + " for mean(c) = 0",
            "dr = -r^3 dv / 2 = -r^3 mean(c dx)",
            "dh = r dc + c dr = r (dx - mean(dx) - h mean(h dx))",
            "<gy, dy> = <w gy, dh> + sum(gy h dw) + sum(gy db)",
            "sum(gh mean(dx)) = sum(mean(gh) dx), sum(gh h mean(h dx)) = sum(mean(gh h) h dx)"));
  }

  @Override
  protected Tensor forward(Tensor... inputs) {
    saveInput(0);
    saveInput(1);
    int[] shape = inputs[0].shape();
    Tensor x = inputs[0].reshape(grouped(shape));
    mean = x.mean(WITHIN_GROUP, true);
    Tensor centred = x.sub(mean);
    variance = centred.square().mean(WITHIN_GROUP, true);
    Tensor h = centred.mul(variance.add(eps).rsqrt()).reshape(shape);
    int[] channel = channel(shape);
    return h.mul(inputs[1].reshape(channel)).addInPlace(inputs[2].reshape(channel), 1);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    int[] shape = inputShape(0);
    int[] grouped = grouped(shape);
    int[] others = IntStream.range(0, shape.length).filter(d -> d != 1).toArray();
    Variable x = input(0).reshape(grouped);
    Standardised standardised = Standardised.of(x, WITHIN_GROUP, eps, mean, variance);
    Variable gx = null;
    if (needsGradient(0)) {
      Variable gh = gy.mul(input(1).reshape(channel(shape))).reshape(grouped);
      gx = standardised.gradient(gh).reshape(shape);
    }
    Variable h = standardised.h().reshape(shape);
    return new Variable[] {
      gx, needsGradient(1) ? gy.mul(h).sum(others) : null, needsGradient(2) ? gy.sum(others) : null
    };
  }

  /** Samples x groups x what is in a group. */
  private int[] grouped(int[] shape) {
    int within = Arrays.stream(shape, 1, shape.length).reduce(1, (a, b) -> a * b) / groups;
    return new int[] {shape[0], groups, within};
  }

  private static int[] channel(int[] shape) {
    return IntStream.range(0, shape.length).map(d -> d == 1 ? shape[1] : 1).toArray();
  }
}
