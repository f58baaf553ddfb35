package adjoint.autograd.functions;

import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.Layout;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operations composed of others: they have no rule of their own. */
public final class Composite {
  private Composite() {}

  /** The variance: the sum of squared deviations from the mean, over {@code n - correction}. */
  public static Variable var(Variable x, int[] dimensions, int correction, boolean keep) {
    checkDimensions("var", x, dimensions);
    int divisor = Reduced.count(x.shape(), dimensions) - correction;
    Variable deviation = x.sub(x.mean(dimensions, true));
    return deviation.square().sum(dimensions, keep).div(divisor);
  }

  /**
   * The p-norm {@code (sum |x|^p)^(1/p)}, the largest magnitude for an infinite p. The gradient of
   * the norm of zeros, which has none, is 0.
   *
   * @throws IllegalArgumentException if p is below 1 or NaN
   */
  public static Variable norm(Variable x, double p, int... dimensions) {
    if (!(p >= 1)) {
      throw new IllegalArgumentException("norm: p is " + p + "; legal are numbers from 1 on");
    }
    checkDimensions("norm", x, dimensions);
    if (p == 1) {
      return x.abs().sum(dimensions);
    }
    if (p == Double.POSITIVE_INFINITY) {
      return x.abs().max(dimensions, false);
    }
    Variable sum = (p == 2 ? x.square() : x.abs().pow(p)).sum(dimensions);
    Tensor zero = sum.value().eq(0);
    // The root of 0 has an infinite slope; a 1 in its place keeps NaN out of the reverse pass.
    Variable positive = Variable.where(zero, Broadcasting.constant(sum, 1), sum);
    return Selection.drop(p == 2 ? positive.sqrt() : positive.pow(1 / p), zero);
  }

  private static void checkDimensions(String operation, Variable x, int... dimensions) {
    for (int dimension : dimensions) {
      x.value().layout().dimension(operation, dimension);
    }
  }

  /** Merges the dimensions from {@code first} to {@code last}, both included. */
  public static Variable flatten(Variable x, int first, int last) {
    if (x.rank() == 0) {
      return x.reshape(1);
    }
    int from = x.value().layout().dimension("flatten", first);
    int to = x.value().layout().dimension("flatten", last);
    int[] shape = x.shape();
    if (from > to) {
      throw new ShapeException(
          "flatten: dimension " + first + " comes after " + last + " in " + Arrays.toString(shape));
    }
    IntStream before = Arrays.stream(shape, 0, from);
    IntStream merged = IntStream.of(Layout.elementCount(Arrays.copyOfRange(shape, from, to + 1)));
    IntStream after = Arrays.stream(shape, to + 1, shape.length);
    return x.reshape(IntStream.concat(before, IntStream.concat(merged, after)).toArray());
  }

  /** Removes one dimension if its size is 1; otherwise returns the operand unchanged. */
  public static Variable squeeze(Variable x, int dimension) {
    int at = x.value().layout().dimension("squeeze", dimension);
    if (x.size(at) != 1) {
      return x;
    }
    return x.reshape(IntStream.range(0, x.rank()).filter(d -> d != at).map(x::size).toArray());
  }

  /** Inserts a dimension of size 1 before {@code dimension}, or negative from the end. */
  public static Variable unsqueeze(Variable x, int dimension) {
    return x.reshape(x.value().unsqueeze(dimension).shape());
  }

  /** A {@link Slice} of {@code length} elements; out of range is an error. */
  public static Variable narrow(Variable x, int dimension, int start, int length) {
    x.value().narrow(dimension, start, length); // refuses what a slice would clip
    int first = start < 0 ? start + x.size(dimension) : start;
    return new Slice(dimension, first, first + length, 1).apply(x);
  }

  /** Parts of the given sizes along a dimension; the sizes must add up. */
  public static List<Variable> split(Variable x, int[] sizes, int dimension) {
    int at = x.value().layout().dimension("split", dimension);
    if (Arrays.stream(sizes).sum() != x.size(at) || Arrays.stream(sizes).anyMatch(n -> n < 0)) {
      throw new ShapeException(
          "split: the sizes "
              + Arrays.toString(sizes)
              + " must add up to dimension "
              + at
              + " of "
              + Arrays.toString(x.shape()));
    }
    List<Variable> parts = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      parts.add(x.narrow(at, start, size));
      start += size;
    }
    return parts;
  }

  /**
   * The product of the last two dimensions, the others broadcast: a {@link Bmm} after bringing both
   * operands to one stack of matrices. A one-dimensional operand is a row on the left and a column
   * on the right.
   */
  public static Variable matmul(Variable a, Variable b) {
    if (a.rank() == 0 || b.rank() == 0 || a.size(-1) != b.size(b.rank() == 1 ? -1 : -2)) {
      throw new ShapeException(
          "matmul: "
              + Arrays.toString(a.shape())
              + " times "
              + Arrays.toString(b.shape())
              + ": the last dimension of the left operand must equal the last but one of the right"
              + " (the only one of a vector)");
    }
    if (a.rank() == 1) {
      return squeeze(matmul(unsqueeze(a, 0), b), b.rank() == 1 ? -1 : -2);
    }
    if (b.rank() == 1) {
      return squeeze(matmul(a, unsqueeze(b, -1)), -1);
    }
    int[] batch = Layout.broadcast("matmul", withoutMatrix(a.shape()), withoutMatrix(b.shape()));
    int[] result = withMatrix(batch, a.size(-2), b.size(-1));
    if (b.rank() == 2) {
      Variable rows = a.reshape(1, Layout.elementCount(batch) * a.size(-2), a.size(-1));
      return rows.bmm(unsqueeze(b, 0)).reshape(result);
    }
    return matrices(a, batch).bmm(matrices(b, batch)).reshape(result);
  }

  /** One stack of matrices, repeated where the batch asks for it. */
  private static Variable matrices(Variable x, int[] batch) {
    return Broadcasting.expand(x, withMatrix(batch, x.size(-2), x.size(-1)))
        .reshape(Layout.elementCount(batch), x.size(-2), x.size(-1));
  }

  private static int[] withoutMatrix(int[] shape) {
    return Arrays.copyOf(shape, shape.length - 2);
  }

  private static int[] withMatrix(int[] batch, int rows, int columns) {
    int[] shape = Arrays.copyOf(batch, batch.length + 2);
    shape[batch.length] = rows;
    shape[batch.length + 1] = columns;
    return shape;
  }

  /** {@link Conv2d} with or without a bias, which may be null. */
  public static Variable conv2d(Variable x, Variable weight, Variable bias, Conv2dOptions options) {
    Conv2d convolution = new Conv2d(options);
    return bias == null ? convolution.apply(x, weight) : convolution.apply(x, weight, bias);
  }

  /** Joins variables along an existing dimension. */
  public static Variable concat(List<Variable> variables, int dimension) {
    return new Concat(dimension).apply(variables.toArray(Variable[]::new));
  }

  /** Joins variables of equal shape along a new dimension. */
  public static Variable stack(List<Variable> variables, int dimension) {
    int[] shape = variables.isEmpty() ? new int[0] : variables.get(0).shape();
    for (Variable variable : variables) {
      if (!Arrays.equals(variable.shape(), shape)) {
        throw new ShapeException(
            "stack: all variables must have one shape, but have "
                + Arrays.toString(shape)
                + " and "
                + Arrays.toString(variable.shape()));
      }
    }
    return concat(variables.stream().map(x -> unsqueeze(x, dimension)).toList(), dimension);
  }

  /** {@link Where} of operands that broadcast. */
  public static Variable where(Tensor condition, Variable a, Variable b) {
    return where("where", condition, a, b);
  }

  /** {@link Where} of a number, which replaces the elements of x under the mask. */
  public static Variable maskedFill(Variable x, Tensor mask, double value) {
    return where("maskedFill", mask, Broadcasting.constant(x, value), x);
  }

  private static Variable where(String operation, Tensor condition, Variable a, Variable b) {
    if (condition.dtype() != DType.BOOL) {
      throw new DTypeException(
          operation + ": the condition must be BOOL, but has type " + condition.dtype());
    }
    int[] shape = Layout.broadcast(operation, a.shape(), b.shape());
    shape = Layout.broadcast(operation, shape, condition.shape());
    Broadcasting.requireOneType(operation, a, b);
    return new Where(condition.expand(shape))
        .apply(Broadcasting.expand(a, shape), Broadcasting.expand(b, shape));
  }
}
