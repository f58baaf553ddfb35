package adjoint.autograd.spec;

import static adjoint.autograd.Reduction.MEAN;
import static adjoint.autograd.Reduction.NONE;
import static adjoint.autograd.Reduction.SUM;

import adjoint.autograd.functions.BinaryCrossEntropyWithLogits;
import adjoint.autograd.functions.CrossEntropy;
import adjoint.autograd.functions.SmoothL1;
import adjoint.autograd.functions.SquaredError;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;

/** Losses, compared with their textbook formulas. */
final class LossSpecs {
  private static final Domain SHARE = Domain.between(0.05, 0.95);

  private LossSpecs() {}

  static Stream<OpSpec> all() {
    return Stream.of(errors(), binary(), classes()).flatMap(s -> s);
  }

  // ---- errors ---------------------------------------------------------------------------------

  private static Stream<OpSpec> errors() {
    int[] shape = {2, 3};
    Reference squares = OpSpec.zip((a, b) -> (a - b) * (a - b), shape);
    return Stream.of(
        OpSpec.of(
            "mseLoss of elements",
            SquaredError.class,
            x -> x[0].mseLoss(x[1], NONE),
            squares,
            Operand.real(shape),
            Operand.real(shape)),
        OpSpec.of(
            "mseLoss",
            SquaredError.class,
            x -> x[0].mseLoss(x[1], MEAN),
            mean(squares),
            Operand.real(shape),
            Operand.real(shape)),
        OpSpec.of(
            "mseLoss summed",
            SquaredError.class,
            x -> x[0].mseLoss(x[1], SUM),
            sum(squares),
            Operand.real(shape),
            Operand.real(shape)),
        smoothL1(0),
        smoothL1(0.8),
        smoothL1(3));
  }

  private static OpSpec smoothL1(double beta) {
    int[] shape = {3, 4};
    return OpSpec.of(
        "smoothL1Loss(" + beta + ")",
        SmoothL1.class,
        x -> x[0].smoothL1Loss(x[1], beta, NONE),
        OpSpec.zip(
            (a, b) -> {
              double d = Math.abs(a - b);
              return d < beta ? d * d / (2 * beta) : d - beta / 2;
            },
            shape),
        Operand.real(shape),
        Operand.real(shape));
  }

  // ---- decisions ------------------------------------------------------------------------------

  private static Stream<OpSpec> binary() {
    int[] shape = {2, 3};
    Reference plain = OpSpec.zip((x, t) -> binary(x, t, 1), shape);
    return Stream.of(
        OpSpec.of(
            "binaryCrossEntropyWithLogits",
            null,
            x -> x[0].binaryCrossEntropyWithLogits(x[1], null, NONE),
            plain,
            new Operand(Domain.between(-5, 5), shape),
            new Operand(SHARE, shape)),
        OpSpec.of(
            "binaryCrossEntropyWithLogits, mean",
            null,
            x -> x[0].binaryCrossEntropyWithLogits(x[1], null, MEAN),
            mean(plain),
            Operand.real(shape),
            new Operand(SHARE, shape)),
        OpSpec.of(
            "binaryCrossEntropyWithLogits with a positive weight",
            BinaryCrossEntropyWithLogits.class,
            x -> x[0].binaryCrossEntropyWithLogits(x[1], x[2], NONE),
            x -> Plain.build(shape, i -> binary(x[0].get(i), x[1].get(i), x[2].broadcast(i))),
            Operand.real(shape),
            new Operand(SHARE, shape),
            new Operand(Domain.positive(), 3)));
  }

  private static double binary(double x, double t, double p) {
    double q = 1 / (1 + Math.exp(-x));
    return -(p * t * Math.log(q) + (1 - t) * Math.log(1 - q));
  }

  // ---- classes --------------------------------------------------------------------------------

  private static Stream<OpSpec> classes() {
    Tensor three = Tensor.of(2L, 0L, 2L);
    Tensor pixels = Tensor.of(new int[] {1, 2, 0, 1}, 2, 2);
    int[] pixelClasses = {1, 2, 0, 1};
    return Stream.of(
        OpSpec.of(
            "crossEntropy of classes",
            null,
            x -> x[0].crossEntropy(three, 0, NONE),
            x ->
                Plain.build(
                    new int[] {3}, i -> -logSoftmax(x[0], new int[] {i[0], i[0] == 1 ? 0 : 2})),
            Operand.real(3, 4)),
        OpSpec.of(
            "crossEntropy of classes, smoothed",
            null,
            x -> x[0].crossEntropy(three, 0.1, MEAN),
            mean(
                x ->
                    Plain.build(
                        new int[] {3},
                        i -> smoothed(x[0], new int[] {i[0], 0}, i[0] == 1 ? 0 : 2, 0.1))),
            Operand.real(3, 4)),
        OpSpec.of(
            "crossEntropy of pixels",
            null,
            x -> x[0].crossEntropy(pixels, 0.2, SUM),
            sum(
                x ->
                    Plain.build(
                        new int[] {2, 2},
                        i ->
                            smoothed(
                                x[0],
                                new int[] {i[0], 0, i[1]},
                                pixelClasses[2 * i[0] + i[1]],
                                0.2))),
            Operand.real(2, 3, 2)),
        OpSpec.of(
            "crossEntropy of one sample",
            null,
            x -> x[0].crossEntropy(Tensor.scalar(DType.I64, 1), 0, NONE),
            x -> Plain.build(new int[0], i -> -logSoftmax(x[0], new int[] {1})),
            Operand.real(4)),
        OpSpec.of(
            "crossEntropy of probabilities",
            CrossEntropy.class,
            x -> x[0].crossEntropy(x[1], 0, NONE),
            x -> distribution(x, 0),
            Operand.real(2, 3, 2),
            new Operand(SHARE, 2, 3, 2)),
        OpSpec.of(
            "crossEntropy of probabilities, smoothed",
            CrossEntropy.class,
            x -> x[0].crossEntropy(x[1], 0.3, MEAN),
            mean(x -> distribution(x, 0.3)),
            Operand.real(2, 3, 2),
            new Operand(SHARE, 2, 3, 2)));
  }

  private static Plain distribution(Plain[] x, double share) {
    return Plain.build(
        new int[] {2, 2},
        i -> {
          double sum = 0;
          for (int c = 0; c < 3; c++) {
            double q = (1 - share) * x[1].get(i[0], c, i[1]) + share / 3;
            sum -= q * logSoftmax(x[0], new int[] {i[0], c, i[1]});
          }
          return sum;
        });
  }

  /** The smoothed cross-entropy where dimension 1 is the classes'. */
  private static double smoothed(Plain x, int[] at, int label, double share) {
    int count = x.shape()[1];
    double sum = 0;
    for (int c = 0; c < count; c++) {
      at[1] = c;
      sum -= ((c == label ? 1 - share : 0) + share / count) * logSoftmax(x, at);
    }
    return sum;
  }

  /** Along dimension 1, or the only one. */
  private static double logSoftmax(Plain x, int[] at) {
    int dimension = at.length == 1 ? 0 : 1;
    double sum = 0;
    for (int c = 0; c < x.shape()[dimension]; c++) {
      int[] other = at.clone();
      other[dimension] = c;
      sum += Math.exp(x.get(other));
    }
    return x.get(at) - Math.log(sum);
  }

  // ---- reductions -----------------------------------------------------------------------------

  private static Reference sum(Reference losses) {
    return x -> new Plain(new double[] {Arrays.stream(losses.apply(x).values()).sum()});
  }

  private static Reference mean(Reference losses) {
    return x ->
        new Plain(new double[] {Arrays.stream(losses.apply(x).values()).average().orElseThrow()});
  }
}
