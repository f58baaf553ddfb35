package adjoint.autograd.catalog;

import static adjoint.autograd.Reduction.MEAN;
import static adjoint.autograd.Reduction.NONE;
import static adjoint.autograd.Reduction.SUM;

import adjoint.autograd.Function;
import adjoint.autograd.Reduction;
import adjoint.autograd.functions.BinaryCrossEntropyWithLogits;
import adjoint.autograd.functions.CrossEntropy;
import adjoint.autograd.functions.SmoothL1;
import adjoint.autograd.functions.SquaredError;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.stream.Stream;

/** Losses. */
final class LossOperations {
  /** Probabilities and shares. */
  private static final Domain SHARE = Domain.between(0.05, 0.95);

  private LossOperations() {}

  static Stream<Operation> all() {
    return Stream.of(
        operation(
            "squaredError",
            SquaredError.class,
            squaredError("mseLoss of elements", NONE),
            squaredError("mseLoss", MEAN),
            squaredError("mseLoss summed", SUM)),
        operation("smoothL1", SmoothL1.class, smoothL1(0.8), smoothL1(0), smoothL1(3)),
        binary(),
        operation(
            "crossEntropy", CrossEntropy.class, distribution(0, NONE), distribution(0.3, MEAN)),
        classes());
  }

  private static Sample squaredError(String name, Reduction reduction) {
    return Sample.of(
        name, x -> x[0].mseLoss(x[1], reduction), Operand.real(2, 3), Operand.real(2, 3));
  }

  private static Sample smoothL1(double beta) {
    return Sample.of(
        "smoothL1Loss(" + beta + ")",
        x -> x[0].smoothL1Loss(x[1], beta, NONE),
        Operand.real(3, 4),
        Operand.real(3, 4));
  }

  private static Operation binary() {
    Operand target = new Operand(SHARE, 2, 3);
    return operation(
        "binaryCrossEntropyWithLogits",
        BinaryCrossEntropyWithLogits.class,
        Sample.of(
            "binaryCrossEntropyWithLogits with a positive weight",
            x -> x[0].binaryCrossEntropyWithLogits(x[1], x[2], NONE),
            Operand.real(2, 3),
            target,
            new Operand(Domain.positive(), 3)),
        Sample.of(
            "binaryCrossEntropyWithLogits of elements",
            x -> x[0].binaryCrossEntropyWithLogits(x[1], null, NONE),
            new Operand(Domain.between(-5, 5), 2, 3),
            target),
        Sample.of(
            "binaryCrossEntropyWithLogits, mean",
            x -> x[0].binaryCrossEntropyWithLogits(x[1], null, MEAN),
            Operand.real(2, 3),
            target));
  }

  private static Sample distribution(double smoothing, Reduction reduction) {
    return Sample.of(
        "crossEntropy of probabilities" + (smoothing > 0 ? ", smoothed" : ""),
        x -> x[0].crossEntropy(x[1], smoothing, reduction),
        Operand.real(2, 3, 2),
        new Operand(SHARE, 2, 3, 2));
  }

  private static Operation classes() {
    Tensor three = Tensor.of(2L, 0L, 2L);
    Tensor pixels = Tensor.of(new int[] {1, 2, 0, 1}, 2, 2);
    return operation(
        "crossEntropyOfClasses",
        null,
        Sample.of(
            "crossEntropy of classes", x -> x[0].crossEntropy(three, 0, NONE), Operand.real(3, 4)),
        Sample.of(
            "crossEntropy of classes, smoothed",
            x -> x[0].crossEntropy(three, 0.1, MEAN),
            Operand.real(3, 4)),
        Sample.of(
            "crossEntropy of pixels",
            x -> x[0].crossEntropy(pixels, 0.2, SUM),
            Operand.real(2, 3, 2)),
        Sample.of(
            "crossEntropy of one sample",
            x -> x[0].crossEntropy(Tensor.scalar(DType.I64, 1), 0, NONE),
            Operand.real(4)));
  }

  private static Operation operation(
      String name, Class<? extends Function> function, Sample... samples) {
    return Operation.of(name, Family.LOSSES, function, samples);
  }
}
