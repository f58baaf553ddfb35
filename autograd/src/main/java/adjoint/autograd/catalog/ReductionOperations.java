package adjoint.autograd.catalog;

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
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Summaries over dimensions, operations along one, and repetition. */
final class ReductionOperations {
  private static final int[] SHAPE = {2, 3, 4};

  private ReductionOperations() {}

  /** An operation that takes dimensions and whether to keep them. */
  private interface Reduction {
    Variable apply(Variable x, int[] dimensions, boolean keep);
  }

  /** An operation along one dimension. */
  private interface Along {
    Variable apply(Variable x, int dimension);
  }

  static Stream<Operation> all() {
    return Stream.of(
        reduction("sum", Sum.class, Variable::sum),
        reduction("mean", Mean.class, Variable::mean),
        reduction("max", Max.class, Variable::max),
        reduction("min", Min.class, Variable::min),
        reduction("logSumExp", LogSumExp.class, Variable::logSumExp),
        reduction("prod", Prod.class, Variable::prod),
        variance(),
        norm(),
        along("softmax", Softmax.class, Variable::softmax),
        along("logSoftmax", LogSoftmax.class, Variable::logSoftmax),
        along("cumsum", Cumsum.class, Variable::cumsum),
        Operation.of(
            "expand",
            Family.REDUCTIONS,
            Expand.class,
            Sample.of("expand", x -> x[0].expand(2, 3, 4), Operand.real(3, 1)),
            Sample.of("expand keeping sizes", x -> x[0].expand(5, -1, -1), Operand.real(2, 3))),
        Operation.of(
            "sumTo", Family.REDUCTIONS, SumTo.class, x -> x[0].sumTo(3, 1), Operand.real(SHAPE)));
  }

  private static Operation reduction(
      String name, Class<? extends Function> function, Reduction operation) {
    return new Operation(name, Family.REDUCTIONS, function, samples(name, operation).toList());
  }

  private static Stream<Sample> samples(String name, Reduction operation) {
    int[][] choices = {{1}, {}, {-1, 0}, {2}};
    return Stream.of(choices)
        .flatMap(
            dimensions ->
                Stream.of(false, true)
                    .map(
                        keep ->
                            Sample.of(
                                name + " " + Arrays.toString(dimensions) + (keep ? " kept" : ""),
                                x -> operation.apply(x[0], dimensions, keep),
                                Operand.real(SHAPE))));
  }

  private static Operation variance() {
    List<Sample> samples =
        Stream.concat(
                samples("var(0)", (x, dimensions, keep) -> x.var(dimensions, 0, keep)),
                samples("var(1)", (x, dimensions, keep) -> x.var(dimensions, 1, keep)))
            .toList();
    return new Operation("var", Family.REDUCTIONS, null, samples);
  }

  private static Operation norm() {
    Operand operand = new Operand(Domain.real().avoiding(0), SHAPE);
    List<Sample> samples =
        DoubleStream.of(2, 1, 3, Double.POSITIVE_INFINITY)
            .mapToObj(p -> Sample.of("norm(" + p + ")", x -> x[0].norm(p, 1), operand))
            .toList();
    return new Operation("norm", Family.REDUCTIONS, null, samples);
  }

  private static Operation along(String name, Class<? extends Function> function, Along operation) {
    List<Sample> samples =
        Stream.of(1, 0, -1)
            .map(
                dimension ->
                    Sample.of(
                        name + " " + dimension,
                        x -> operation.apply(x[0], dimension),
                        Operand.real(SHAPE)))
            .toList();
    return new Operation(name, Family.REDUCTIONS, function, samples);
  }
}
