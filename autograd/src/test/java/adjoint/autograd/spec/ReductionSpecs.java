package adjoint.autograd.spec;

import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.autograd.functions.Cumsum;
import adjoint.autograd.functions.Expand;
import adjoint.autograd.functions.LogSoftmax;
import adjoint.autograd.functions.LogSumExp;
import adjoint.autograd.functions.Max;
import adjoint.autograd.functions.Mean;
import adjoint.autograd.functions.Min;
import adjoint.autograd.functions.Prod;
import adjoint.autograd.functions.Softmax;
import adjoint.autograd.functions.Sum;
import adjoint.autograd.functions.SumTo;
import adjoint.tensor.Layout;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Summaries over dimensions, and operations along one. */
final class ReductionSpecs {
  private static final int[] SHAPE = {2, 3, 4};

  private ReductionSpecs() {}

  /** An operation that takes dimensions and whether to keep them. */
  private interface Reduction {
    Variable apply(Variable x, int[] dimensions, boolean keep);
  }

  /** An operation along one dimension. */
  private interface Along {
    Variable apply(Variable x, int dimension);
  }

  static Stream<OpSpec> all() {
    return Stream.of(
            reduction("sum", Sum.class, Variable::sum, v -> DoubleStream.of(v).sum()),
            reduction("mean", Mean.class, Variable::mean, v -> mean(v)),
            reduction("max", Max.class, Variable::max, v -> DoubleStream.of(v).max().orElseThrow()),
            reduction("min", Min.class, Variable::min, v -> DoubleStream.of(v).min().orElseThrow()),
            reduction("logSumExp", LogSumExp.class, Variable::logSumExp, v -> logSumExp(v)),
            reduction(
                "prod",
                Prod.class,
                Variable::prod,
                v -> DoubleStream.of(v).reduce(1, (a, b) -> a * b)),
            reduction("var(0)", null, (x, d, keep) -> x.var(d, 0, keep), v -> var(v, 0)),
            reduction("var(1)", null, (x, d, keep) -> x.var(d, 1, keep), v -> var(v, 1)),
            norms(),
            along("softmax", Softmax.class, Variable::softmax, ReductionSpecs::softmax),
            along(
                "logSoftmax",
                LogSoftmax.class,
                Variable::logSoftmax,
                v -> DoubleStream.of(softmax(v)).map(Math::log).toArray()),
            along("cumsum", Cumsum.class, Variable::cumsum, ReductionSpecs::cumsum),
            repetitions())
        .flatMap(s -> s);
  }

  private static Stream<OpSpec> norms() {
    return DoubleStream.of(1, 2, 3, Double.POSITIVE_INFINITY)
        .mapToObj(
            p ->
                OpSpec.of(
                    "norm(" + p + ")",
                    null,
                    x -> x[0].norm(p, 1),
                    collapse(new int[] {1}, false, v -> norm(v, p)),
                    new Operand(Domain.real().avoiding(0), SHAPE)));
  }

  private static Stream<OpSpec> repetitions() {
    int[] to = {2, 3, 4};
    return Stream.of(
        OpSpec.of(
            "expand",
            Expand.class,
            x -> x[0].expand(to),
            x -> Plain.build(to, i -> x[0].broadcast(i)),
            Operand.real(3, 1)),
        OpSpec.of(
            "expand keeping sizes",
            Expand.class,
            x -> x[0].expand(5, -1, -1),
            x -> Plain.build(new int[] {5, 2, 3}, i -> x[0].broadcast(i)),
            Operand.real(2, 3)),
        OpSpec.of(
            "sumTo",
            SumTo.class,
            x -> x[0].sumTo(3, 1),
            x ->
                Plain.build(
                    new int[] {3, 1},
                    i -> {
                      double sum = 0;
                      for (int a = 0; a < 2; a++) {
                        for (int b = 0; b < 4; b++) {
                          sum += x[0].get(a, i[0], b);
                        }
                      }
                      return sum;
                    }),
            Operand.real(to)));
  }

  private static Stream<OpSpec> reduction(
      String name,
      Class<? extends Function> function,
      Reduction operation,
      ToDoubleFunction<double[]> summary) {
    int[][] choices = {{}, {1}, {-1, 0}, {2}};
    return Stream.of(choices)
        .flatMap(
            dimensions ->
                Stream.of(false, true)
                    .map(
                        keep ->
                            OpSpec.of(
                                name + " " + Arrays.toString(dimensions) + (keep ? " kept" : ""),
                                function,
                                x -> operation.apply(x[0], dimensions, keep),
                                collapse(dimensions, keep, summary),
                                Operand.real(SHAPE))));
  }

  private static Stream<OpSpec> along(
      String name,
      Class<? extends Function> function,
      Along operation,
      UnaryOperator<double[]> row) {
    return Stream.of(0, 1, -1)
        .map(
            dimension ->
                OpSpec.of(
                    name + " " + dimension,
                    function,
                    x -> operation.apply(x[0], dimension),
                    x -> mapRows(x[0], Math.floorMod(dimension, SHAPE.length), row),
                    Operand.real(SHAPE)));
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
