package adjoint.autograd.functions;

import adjoint.autograd.Reduction;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.Layout;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Losses: checked operands, a function of single elements or samples, and its reduction. */
public final class Losses {
  private Losses() {}

  /** {@link SquaredError}, reduced. */
  public static Variable squaredError(Variable x, Variable target, Reduction reduction) {
    requireSameShape("mseLoss", "the target", x, target);
    return reduction.of(new SquaredError().apply(x, target));
  }

  /** {@link SmoothL1}, reduced. */
  public static Variable smoothL1(Variable x, Variable target, double beta, Reduction reduction) {
    requireSameShape("smoothL1Loss", "the target", x, target);
    return reduction.of(new SmoothL1(beta).apply(x, target));
  }

  /** {@link BinaryCrossEntropyWithLogits}, reduced; the weight broadcasts, or is null for 1. */
  public static Variable binaryCrossEntropy(
      Variable x, Variable target, Variable positiveWeight, Reduction reduction) {
    String operation = "binaryCrossEntropyWithLogits";
    requireSameShape(operation, "the target", x, target);
    BinaryCrossEntropyWithLogits function = new BinaryCrossEntropyWithLogits();
    if (positiveWeight == null) {
      return reduction.of(function.apply(x, target));
    }
    Broadcasting.requireOneType(operation, x, positiveWeight);
    Layout weight = positiveWeight.value().layout();
    weight.expand(operation + " (the positive weight)", x.shape()); // refuses what does not fit
    Variable spread = Broadcasting.expand(positiveWeight, x.shape());
    return reduction.of(function.apply(x, target, spread));
  }

  /** {@link CrossEntropy} of a distribution, smoothed and reduced. */
  public static Variable crossEntropy(
      Variable x, Variable probabilities, double labelSmoothing, Reduction reduction) {
    int dimension = classDimension(x);
    requireSameShape("crossEntropy", "the probabilities", x, probabilities);
    requireShare(labelSmoothing);
    Variable smoothed = probabilities;
    if (labelSmoothing != 0) {
      smoothed = probabilities.mul(1 - labelSmoothing).add(labelSmoothing / x.size(dimension));
    }
    return reduction.of(new CrossEntropy(dimension).apply(x, smoothed));
  }

  /** {@link CrossEntropy} of single classes, smoothed and reduced. */
  public static Variable crossEntropy(
      Variable x, Tensor classes, double labelSmoothing, Reduction reduction) {
    int dimension = classDimension(x);
    requireClasses(x, classes, dimension);
    Tensor ones = Tensor.ones(x.dtype(), classes.unsqueeze(dimension).shape());
    Tensor zeros = Tensor.zeros(x.dtype(), x.shape());
    Tensor hot = zeros.scatterAdd(dimension, classes.unsqueeze(dimension), ones);
    return crossEntropy(x, Variable.of(hot), labelSmoothing, reduction);
  }

  private static int classDimension(Variable x) {
    if (x.rank() == 0) {
      throw new ShapeException(
          "crossEntropy: the input has no dimension of classes; legal are [C] and [N, C, ...]");
    }
    return x.rank() == 1 ? 0 : 1;
  }

  private static void requireClasses(Variable x, Tensor classes, int dimension) {
    if (classes.dtype() != DType.I64 && classes.dtype() != DType.I32) {
      throw new DTypeException(
          "crossEntropy: the classes must be I64 or I32, but have type " + classes.dtype());
    }
    int[] expected =
        IntStream.range(0, x.rank()).filter(d -> d != dimension).map(x::size).toArray();
    if (!Arrays.equals(classes.shape(), expected)) {
      throw new ShapeException(
          "crossEntropy: the classes must have shape "
              + Arrays.toString(expected)
              + ", that of the input "
              + Arrays.toString(x.shape())
              + " without dimension "
              + dimension
              + ", but have "
              + Arrays.toString(classes.shape()));
    }
    for (long label : classes.toLongArray()) {
      if (label < 0 || label >= x.size(dimension)) {
        throw new ShapeException(
            "crossEntropy: class "
                + label
                + " is out of range; the input of shape "
                + Arrays.toString(x.shape())
                + " has classes 0 to "
                + (x.size(dimension) - 1));
      }
    }
  }

  private static void requireShare(double labelSmoothing) {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "crossEntropy: labelSmoothing must be from 0 to 1, got " + labelSmoothing);
    }
  }

  private static void requireSameShape(String operation, String what, Variable x, Variable other) {
    Broadcasting.requireOneType(operation, x, other);
    if (!Arrays.equals(x.shape(), other.shape())) {
      throw new ShapeException(
          operation
              + ": "
              + what
              + " must have the input's shape "
              + Arrays.toString(x.shape())
              + ", but has "
              + Arrays.toString(other.shape()));
    }
  }
}
