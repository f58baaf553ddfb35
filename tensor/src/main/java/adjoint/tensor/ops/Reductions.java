package adjoint.tensor.ops;

import adjoint.tensor.DType;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backends;
import adjoint.tensor.backend.ReduceOp;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** Reductions: checks in front of the backend, and what is composed of its primitives. */
public final class Reductions {
  private Reductions() {}

  /** Resolved and in ascending order; all of them if none is named. */
  private static int[] resolve(String operation, Tensor x, int[] dimensions) {
    if (dimensions.length == 0) {
      return IntStream.range(0, x.rank()).toArray();
    }
    int[] resolved = Views.distinct(operation, x, dimensions);
    Arrays.sort(resolved);
    return resolved;
  }

  /** The shape without {@code dimensions}, or with 1 in their place. */
  private static int[] reducedShape(Tensor x, int[] dimensions, boolean keep) {
    int[] shape = x.shape();
    for (int d : dimensions) {
      shape[d] = keep ? 1 : -1;
    }
    return Arrays.stream(shape).filter(size -> size >= 0).toArray();
  }

  private static int reducedCount(Tensor x, int[] dimensions) {
    int count = 1;
    for (int d : dimensions) {
      count *= x.size(d);
    }
    return count;
  }

  private static Tensor reduce(ReduceOp op, Tensor x, int[] dimensions, boolean keep, DType dtype) {
    Tensor out = Tensor.zeros(dtype, reducedShape(x, dimensions, false));
    Backends.current().reduce(op, x, dimensions, out);
    return keep ? out.view(reducedShape(x, dimensions, true)) : out;
  }

  /** A sum, product or extreme. */
  public static Tensor reduce(ReduceOp op, Tensor x, int[] dimensions, boolean keep) {
    String operation = op == ReduceOp.PROD ? "prod" : op.name().toLowerCase(Locale.ROOT);
    x.dtype().requireComputable(operation);
    int[] resolved = resolve(operation, x, dimensions);
    boolean extreme = op == ReduceOp.MAX || op == ReduceOp.MIN;
    if (extreme) {
      requireElements(operation, x, resolved);
    }
    DType dtype = x.dtype().isFloating() || extreme ? x.dtype() : DType.I64;
    return reduce(op, x, resolved, keep, dtype);
  }

  private static void requireElements(String operation, Tensor x, int... dimensions) {
    for (int d : dimensions) {
      if (x.size(d) == 0) {
        throw new ShapeException(
            operation
                + ": no elements to choose from along dimension "
                + d
                + " of shape "
                + Arrays.toString(x.shape()));
      }
    }
  }

  /** Sums whatever was broadcast from {@code shape}. */
  public static Tensor sumTo(Tensor x, int[] shape) {
    x.dtype().requireComputable("sumTo");
    int lead = x.rank() - shape.length;
    boolean expands = lead >= 0;
    for (int d = 0; d < shape.length && expands; d++) {
      expands = shape[d] == 1 || shape[d] == x.size(d + lead);
    }
    if (!expands) {
      throw new ShapeException(
          "sumTo: shape "
              + Arrays.toString(shape)
              + " does not broadcast to "
              + Arrays.toString(x.shape()));
    }
    int[] dimensions =
        IntStream.range(0, x.rank())
            .filter(d -> d < lead || shape[d - lead] == 1 && x.size(d) != 1)
            .toArray();
    if (dimensions.length == 0) {
      return x.dtype().isFloating() ? x : x.to(DType.I64);
    }
    return reduce(ReduceOp.SUM, x, dimensions, true).reshape(shape);
  }

  /** The mean, rounded once. */
  public static Tensor mean(Tensor x, int[] dimensions, boolean keep) {
    int[] resolved = resolve("mean", x, dimensions);
    DType dtype = x.dtype().orF32("mean");
    Tensor exact = x.dtype().isFloating() ? x : x.to(DType.F64);
    return mean64(exact, resolved, keep).to(dtype);
  }

  private static Tensor mean64(Tensor x, int[] dimensions, boolean keep) {
    Tensor sum = reduce(ReduceOp.SUM, x, dimensions, keep, DType.F64);
    return sum.div(reducedCount(x, dimensions));
  }

  /** The index of an extreme along a dimension. */
  public static Tensor argReduce(boolean largest, Tensor x, int dimension, boolean keep) {
    String operation = largest ? "argmax" : "argmin";
    x.dtype().requireComputable(operation);
    int d = x.layout().dimension(operation, dimension);
    requireElements(operation, x, d);
    Tensor out = Tensor.zeros(DType.I64, reducedShape(x, new int[] {d}, false));
    if (out.elementCount() > 0) {
      Backends.current().argReduce(largest, x, d, out);
    }
    return keep ? out.unsqueeze(d) : out;
  }

  /** Whether any (all) of the elements are true; of none: false (true). */
  public static Tensor anyOrAll(boolean any, Tensor x, int[] dimensions) {
    String operation = any ? "any" : "all";
    Elementwise.requireBool(operation, x);
    int[] resolved = resolve(operation, x, dimensions);
    if (reducedCount(x, resolved) == 0) {
      return Tensor.full(DType.BOOL, any ? 0 : 1, reducedShape(x, resolved, false));
    }
    return reduce(any ? ReduceOp.MAX : ReduceOp.MIN, x, resolved, false, DType.BOOL);
  }

  /** The variance, in double precision throughout, rounded once. */
  public static Tensor var(Tensor x, int[] dimensions, int correction, boolean keep) {
    int[] resolved = resolve("var", x, dimensions);
    DType dtype = x.dtype().orF32("var");
    Tensor wide = x.to(DType.F64);
    Tensor squares = wide.sub(mean64(wide, resolved, true)).square();
    double divisor = Math.max(0, reducedCount(x, resolved) - correction);
    return reduce(ReduceOp.SUM, squares, resolved, keep, DType.F64).div(divisor).to(dtype);
  }

  /** The p-norm, in double precision throughout, rounded once; p = 0 counts the elements not 0. */
  public static Tensor norm(Tensor x, double p, int[] dimensions, boolean keep) {
    int[] resolved = resolve("norm", x, dimensions);
    DType dtype = x.dtype().orF32("norm");
    Tensor magnitudes = x.to(DType.F64).abs();
    if (Double.isInfinite(p)) {
      return reduce(p > 0 ? ReduceOp.MAX : ReduceOp.MIN, magnitudes, resolved, keep).to(dtype);
    }
    Tensor powers =
        p == 0 ? magnitudes.ne(0).to(DType.F64) : p == 1 ? magnitudes : magnitudes.pow(p);
    Tensor sum = reduce(ReduceOp.SUM, powers, resolved, keep, DType.F64);
    Tensor root = p == 0 || p == 1 ? sum : p == 2 ? sum.sqrt() : sum.pow(1 / p);
    return root.to(dtype);
  }

  /** {@code m + log(sum(e^(x - m)))} with the maximum m, or 0 where that is infinite. */
  public static Tensor logSumExp(Tensor x, int[] dimensions, boolean keep) {
    int[] resolved = resolve("logSumExp", x, dimensions);
    DType dtype = x.dtype().orF32("logSumExp");
    Tensor real = x.to(dtype);
    if (reducedCount(x, resolved) == 0) {
      return Tensor.full(dtype, Double.NEGATIVE_INFINITY, reducedShape(x, resolved, keep));
    }
    Tensor maximum = finiteMaximum(real, resolved);
    Tensor sum = reduce(ReduceOp.SUM, real.sub(maximum).exp(), resolved, true, DType.F64);
    Tensor result = sum.log().add(maximum).to(dtype);
    return keep ? result : result.view(reducedShape(x, resolved, false));
  }

  private static Tensor finiteMaximum(Tensor x, int... dimensions) {
    Tensor maximum = reduce(ReduceOp.MAX, x, dimensions, true, x.dtype());
    return Tensor.where(maximum.isFinite(), maximum, Tensor.scalar(x.dtype(), 0));
  }

  /** {@code e^(x - m) / sum(e^(x - m))} with the maximum m. */
  public static Tensor softmax(Tensor x, int dimension) {
    int d = x.layout().dimension("softmax", dimension);
    Tensor real = x.to(x.dtype().orF32("softmax"));
    if (real.elementCount() == 0) {
      return real.copy();
    }
    Tensor powers = real.sub(reduce(ReduceOp.MAX, real, new int[] {d}, true)).exp();
    return powers.div(reduce(ReduceOp.SUM, powers, new int[] {d}, true));
  }

  /** {@code (x - m) - log(sum(e^(x - m)))} with the maximum m. */
  public static Tensor logSoftmax(Tensor x, int dimension) {
    int d = x.layout().dimension("logSoftmax", dimension);
    Tensor real = x.to(x.dtype().orF32("logSoftmax"));
    if (real.elementCount() == 0) {
      return real.copy();
    }
    Tensor shifted = real.sub(reduce(ReduceOp.MAX, real, new int[] {d}, true));
    Tensor sum = reduce(ReduceOp.SUM, shifted.exp(), new int[] {d}, true, DType.F64);
    return shifted.sub(sum.log().to(real.dtype()));
  }

  /** Running sums. */
  public static Tensor cumsum(Tensor x, int dimension) {
    x.dtype().requireComputable("cumsum");
    int d = x.layout().dimension("cumsum", dimension);
    Tensor out = Tensor.zeros(x.dtype().isFloating() ? x.dtype() : DType.I64, x.shape());
    Backends.current().cumulativeSum(x, d, out);
    return out;
  }
}
