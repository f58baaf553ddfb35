package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Normalises each sample by its own mean and biased variance over the last dimensions, then scales
 * and shifts every position: {@code y = w h + b} with {@code h = (x - mean) r} and {@code r = 1 /
 * sqrt(var + eps)}. Unlike in {@link BatchNorm}, w differs within what a mean is over. Source: Ba,
 * Kiros, Hinton, "Layer Normalization", 2016.
 */
public final class LayerNorm extends Function {
  private final double eps;
  private Tensor mean;
  private Tensor variance;

  /** Applied to the input, the scale w and the shift b, both of the shape of a sample. */
  public LayerNorm(double eps) {
    this.eps = eps;
  }

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = w h + b, h = (x - mean(x)) r, r = 1 / sqrt(mean((x - mean(x))^2) + eps), per sample",
        List.of(
            "gx = r (gh - mean(gh) - h mean(gh h)) with gh = w gy",
            "gw = sum over samples of gy h",
            "gb = sum over samples of gy"),
        List.of(
            "c = x - mean(x), v = mean(c^2): dc = dx - mean(dx), dv = 2 mean(c dc) = 2 mean(c dx),"
                + " for mean(c) = 0",
            "dr = -r^3 dv / 2 = -r^3 mean(c dx)",
            "dh = r dc + c dr = r (dx - mean(dx) - h mean(h dx))",
            "<gy, dy> = <w gy, dh> + sum over samples of <gy h, dw> + <gy, db>",
            "sum(gh mean(dx)) = sum(mean(gh) dx), sum(gh h mean(h dx)) = sum(mean(gh h) h dx)"));
  }

  @Override
  protected Tensor forward(Tensor... inputs) {
    saveInput(0);
    saveInput(1);
    Tensor x = inputs[0];
    int[] dimensions = last(x.rank(), inputs[1].rank());
    mean = x.mean(dimensions, true);
    Tensor centred = x.sub(mean);
    variance = centred.square().mean(dimensions, true);
    return centred.mul(variance.add(eps).rsqrt()).mul(inputs[1]).addInPlace(inputs[2], 1);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable x = input(0);
    int[] dimensions = last(x.rank(), inputShape(1).length);
    Standardised standardised = Standardised.of(x, dimensions, eps, mean, variance);
    return new Variable[] {
      needsGradient(0) ? standardised.gradient(gy.mul(input(1))) : null,
      needsGradient(1) ? gy.mul(standardised.h()).sumTo(inputShape(1)) : null,
      needsGradient(2) ? gy.sumTo(inputShape(2)) : null
    };
  }

  private static int[] last(int rank, int count) {
    return IntStream.range(rank - count, rank).toArray();
  }
}
