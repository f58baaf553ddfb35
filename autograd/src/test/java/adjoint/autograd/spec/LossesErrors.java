package adjoint.autograd.spec;

import static adjoint.autograd.Reduction.MEAN;
import static adjoint.autograd.spec.ErrorInput.longs;
import static adjoint.autograd.spec.ErrorInput.real;

import adjoint.tensor.ShapeException;
import java.util.stream.Stream;

/** Mistakes in the use of losses. */
final class LossesErrors {
  private LossesErrors() {}

  static Stream<ErrorInput> all() {
    return Stream.of(
        ErrorInput.of(
            "squaredError",
            x -> x[0].mseLoss(x[1], MEAN),
            ShapeException.class,
            "mseLoss: the target must have the input's shape [2, 3], but has [3]",
            real(2, 3),
            real(3)),
        ErrorInput.of(
            "smoothL1",
            x -> x[0].smoothL1Loss(x[1], -1, MEAN),
            IllegalArgumentException.class,
            "smoothL1: beta must be at least 0, got -1.0",
            real(2, 3),
            real(2, 3)),
        ErrorInput.of(
            "smoothL1",
            x -> x[0].smoothL1Loss(x[1], 1, MEAN),
            ShapeException.class,
            "smoothL1Loss: the target must have the input's shape [2, 3], but has [2, 1]",
            real(2, 3),
            real(2, 1)),
        ErrorInput.of(
            "binaryCrossEntropyWithLogits",
            x -> x[0].binaryCrossEntropyWithLogits(x[1], null, MEAN),
            ShapeException.class,
            "binaryCrossEntropyWithLogits: the target must have the input's shape [2, 3],"
                + " but has [3]",
            real(2, 3),
            real(3)),
        ErrorInput.of(
            "crossEntropy",
            x -> x[0].crossEntropy(x[1], 2, MEAN),
            IllegalArgumentException.class,
            "crossEntropy: labelSmoothing must be from 0 to 1, got 2.0",
            real(2, 3),
            real(2, 3)),
        ErrorInput.of(
            "crossEntropy",
            x -> x[0].crossEntropy(x[1], 0, MEAN),
            ShapeException.class,
            "crossEntropy: the probabilities must have the input's shape [2, 3], but has"
                + " [2, 4]",
            real(2, 3),
            real(2, 4)),
        ErrorInput.of(
            "crossEntropyOfClasses",
            x -> x[0].crossEntropy(longs(0, 3), 0, MEAN),
            ShapeException.class,
            "crossEntropy: class 3 is out of range; the input of shape [2, 3] has classes"
                + " 0 to 2",
            real(2, 3)));
  }
}
