package adjoint.autograd.spec;

import adjoint.tensor.Layout;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/** Summaries over dimensions, operations along one, and repetition. */
final class ReductionReferences {
  private ReductionReferences() {}

  static void addTo(References references) {
    reduction(references, "sum", v -> DoubleStream.of(v).sum());
    reduction(references, "mean", v -> mean(v));
    reduction(references, "max", v -> DoubleStream.of(v).max().orElseThrow());
    reduction(references, "min", v -> DoubleStream.of(v).min().orElseThrow());
    reduction(references, "logSumExp", v -> logSumExp(v));
    reduction(references, "prod", v -> DoubleStream.of(v).reduce(1, (a, b) -> a * b));
    reduction(references, "var(0)", v -> var(v, 0));
    reduction(references, "var(1)", v -> var(v, 1));
    for (double p : new double[] {1, 2, 3, Double.POSITIVE_INFINITY}) {
      references.add("norm(" + p + ")", collapse(new int[] {1}, false, v -> norm(v, p)));
    }
    along(references, "softmax", ReductionReferences::softmax);
    along(references, "logSoftmax", v -> DoubleStream.of(softmax(v)).map(Math::log).toArray());
    along(references, "cumsum", ReductionReferences::cumsum);
    repetitions(references);
  }

  private static void repetitions(References references) {
    references
        .add("expand", x -> Plain.build(new int[] {2, 3, 4}, i -> x[0].broadcast(i)))
        .add("expand keeping sizes", x -> Plain.build(new int[] {5, 2, 3}, i -> x[0].broadcast(i)))
        .add(
            "sumTo",
            x ->
                Plain.build(
                    new int[] {3, 1},
                    i -> {
                      double sum = 0;
                      for (int a = 0; a < x[0].shape()[0]; a++) {
                        for (int b = 0; b < x[0].shape()[2]; b++) {
                          sum += x[0].get(a, i[0], b);
                        }
                      }
                      return sum;
                    }));
  }

  private static void reduction(
      References references, String name, ToDoubleFunction<double[]> summary) {
    int[][] choices = {{}, {1}, {-1, 0}, {2}};
    for (int[] dimensions : choices) {
      String chosen = name + " " + Arrays.toString(dimensions);
      references.add(chosen, collapse(dimensions, false, summary));
      references.add(chosen + " kept", collapse(dimensions, true, summary));
    }
  }

  private static void along(References references, String name, UnaryOperator<double[]> row) {
    for (int dimension : new int[] {0, 1, -1}) {
      references.add(
          name + " " + dimension,
          x -> mapRows(x[0], Math.floorMod(dimension, x[0].shape().length), row));
    }
  }

  /** Summarises what lies along the dimensions, element by element of the result. */
  private static Reference collapse(
      int[] dimensions, boolean keep, ToDoubleFunction<double[]> summary) {
    return x -> {
      int[] shape = x[0].shape();
      boolean[] reduced = new boolean[shape.length];
      Arrays.fill(reduced, dimensions.length == 0);
      for (int d : dimensions) {
        reduced[Math.floorMod(d, shape.length)] = true;
      }
      int[] kept = shape.clone();
      for (int d = 0; d < shape.length; d++) {
        kept[d] = reduced[d] ? 1 : shape[d];
      }
      Plain result =
          Plain.build(
              kept,
              at -> {
                DoubleStream.Builder values = DoubleStream.builder();
                for (int i = 0; i < Layout.elementCount(shape); i++) {
                  int[] index = Plain.index(i, shape);
                  boolean belongs = true;
                  for (int d = 0; d < shape.length; d++) {
                    belongs &= reduced[d] || index[d] == at[d];
                  }
                  if (belongs) {
                    values.add(x[0].get(index));
                  }
                }
                return summary.applyAsDouble(values.build().toArray());
              });
      if (keep) {
        return result;
      }
      int[] rest = new int[0];
      for (int d = 0; d < shape.length; d++) {
        if (!reduced[d]) {
          rest = Arrays.copyOf(rest, rest.length + 1);
          rest[rest.length - 1] = shape[d];
        }
      }
      return new Plain(result.values(), rest);
    };
  }

  private static Plain mapRows(Plain x, int dimension, UnaryOperator<double[]> row) {
    return Plain.build(
        x.shape(),
        at -> {
          double[] values = new double[x.shape()[dimension]];
          for (int i = 0; i < values.length; i++) {
            int[] index = at.clone();
            index[dimension] = i;
            values[i] = x.get(index);
          }
          return row.apply(values)[at[dimension]];
        });
  }

  private static double mean(double... v) {
    return DoubleStream.of(v).sum() / v.length;
  }

  private static double var(double[] v, int correction) {
    double mean = mean(v);
    return DoubleStream.of(v).map(x -> (x - mean) * (x - mean)).sum() / (v.length - correction);
  }

  private static double logSumExp(double... v) {
    return Math.log(DoubleStream.of(v).map(Math::exp).sum());
  }

  private static double norm(double[] v, double p) {
    if (Double.isInfinite(p)) {
      return DoubleStream.of(v).map(Math::abs).max().orElseThrow();
    }
    return Math.pow(DoubleStream.of(v).map(x -> Math.pow(Math.abs(x), p)).sum(), 1 / p);
  }

  private static double[] softmax(double... v) {
    double total = DoubleStream.of(v).map(Math::exp).sum();
    return DoubleStream.of(v).map(x -> Math.exp(x) / total).toArray();
  }

  private static double[] cumsum(double... v) {
    double[] sums = v.clone();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
    return sums;
  }
}
