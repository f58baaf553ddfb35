package adjoint.autograd.random;

import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What a random graph can apply to one or two values. */
enum Step {
  SIN(Variable::sin),
  COS(Variable::cos),
  TANH(Variable::tanh),
  ATAN(Variable::atan),
  SIGMOID(Variable::sigmoid),
  SOFTPLUS(Variable::softplus),
  SILU(Variable::silu),
  GELU(Variable::gelu),
  ERF(Variable::erf),
  MISH(Variable::mish),
  EXP(x -> x.clamp(-9, 3).exp(), x -> within(x, -8.9, 2.9)),
  LOG(x -> x.log(), x -> within(x, 0.1, 1e3)),
  SQRT(x -> x.square().add(0.3).sqrt()),
  SQUARE(Variable::square),
  RECIPROCAL(Variable::reciprocal, x -> awayFrom(x, 0, 0.2)),
  ABS(Variable::abs, x -> awayFrom(x, 0, 0.05)),
  RELU(Variable::relu, x -> awayFrom(x, 0, 0.05)),
  LEAKY_RELU(x -> x.leakyRelu(0.2), x -> awayFrom(x, 0, 0.05)),
  CLAMP(x -> x.clamp(-0.7, 0.8), x -> awayFrom(x, -0.7, 0.05) && awayFrom(x, 0.8, 0.05)),
  NEG(Variable::neg),
  SCALE(x -> x.mul(-1.7)),

  ADD(Variable::add),
  SUB(Variable::sub),
  MUL(Variable::mul),
  DIV((x, y) -> x.div(y.square().add(0.4))),
  POW((x, y) -> x.square().add(0.5).pow(y)),
  ATAN2((x, y) -> x.atan2(y.square().add(0.4))),
  MAXIMUM(Variable::maximum, (x, y) -> broadcast(x, y) && awayFrom(x.sub(y), 0, 0.05)),
  MATMUL(
      (x, y) -> x.matmul(y.t()),
      (x, y) ->
          x.rank() == 2 && y.rank() == 2 && x.size(1) == y.size(1) && x.size(0) * y.size(0) <= 16),
  OUTER(
      (x, y) -> x.reshape(-1, 1).matmul(y.reshape(1, -1)),
      (x, y) -> x.elementCount() * y.elementCount() <= 16),
  CONCAT(
      (x, y) -> Variable.concat(List.of(x, y), -1),
      (x, y) ->
          x.rank() > 0
              && x.rank() == y.rank()
              && Arrays.equals(x.shape(), 0, x.rank() - 1, y.shape(), 0, x.rank() - 1)),
  STACK((x, y) -> Variable.stack(List.of(x, y), 0), (x, y) -> Arrays.equals(x.shape(), y.shape())),

  SUM(x -> x.sum(new int[] {0}, true), x -> x.rank() > 0),
  MEAN(x -> x.mean(new int[] {-1}, false), x -> x.rank() > 0),
  VAR(x -> x.var(new int[] {-1}, 0, true), x -> x.rank() > 0),
  NORM(x -> x.square().add(0.2).norm(2, -1), x -> x.rank() > 0),
  LOG_SUM_EXP(x -> x.logSumExp(new int[] {-1}, true), x -> x.rank() > 0),
  SOFTMAX(x -> x.softmax(-1), x -> x.rank() > 0),
  LOG_SOFTMAX(x -> x.logSoftmax(0), x -> x.rank() > 0),
  CUMSUM(x -> x.cumsum(-1), x -> x.rank() > 0),
  PROD(x -> x.prod(new int[] {-1}, true), x -> x.rank() > 0),
  MAX(x -> x.max(new int[] {-1}, true), x -> hasDistinctLast(x)),
  SORT(x -> x.sort(-1, false).values(), x -> hasDistinctLast(x)),

  TRANSPOSE(x -> x.transpose(0, -1), x -> x.rank() > 1),
  FLATTEN(x -> x.flatten(0, -1)),
  UNSQUEEZE(x -> x.unsqueeze(0), x -> x.rank() < 3),
  FLIP(x -> x.flip(-1), x -> x.rank() > 0),
  SLICE(x -> x.slice(-1, 1, 9, 1), x -> x.rank() > 0 && x.size(-1) > 1),
  EVERY_SECOND(x -> x.slice(0, -1, -9, -2), x -> x.rank() > 0),
  SELECT(x -> x.select(0, 0), x -> x.rank() > 0),
  EXPAND(x -> x.unsqueeze(0).expand(2, x.shape()[0]), x -> x.rank() == 1),
  PAD(x -> x.pad(new int[] {1, 0}, 0.3), x -> x.rank() > 0),
  GATHER(x -> x.indexSelect(-1, Tensor.of(0L, 0L)), x -> x.rank() > 0),
  DIAGONAL(Variable::diagonal, x -> x.rank() > 1);

  private final boolean binary;
  private final BinaryOperator<Variable> operation;
  private final BiPredicate<Tensor, Tensor> applicable;

  Step(UnaryOperator<Variable> operation) {
    this(operation, x -> true);
  }

  Step(UnaryOperator<Variable> operation, Predicate<Tensor> applicable) {
    binary = false;
    this.operation = (x, y) -> operation.apply(x);
    this.applicable = (x, y) -> applicable.test(x);
  }

  Step(BinaryOperator<Variable> operation) {
    this(operation, (x, y) -> broadcast(x, y));
  }

  Step(BinaryOperator<Variable> operation, BiPredicate<Tensor, Tensor> applicable) {
    binary = true;
    this.operation = operation;
    this.applicable = applicable;
  }

  /** Whether it takes two values. */
  boolean isBinary() {
    return binary;
  }

  /** Whether it accepts these values, and has no kink near them. */
  boolean accepts(Tensor x, Tensor y) {
    return applicable.test(x, y);
  }

  Variable apply(Variable x, Variable y) {
    return operation.apply(x, y);
  }

  private static boolean within(Tensor x, double low, double high) {
    return Arrays.stream(x.toDoubleArray()).allMatch(element -> element > low && element < high);
  }

  private static boolean awayFrom(Tensor x, double point, double margin) {
    return Arrays.stream(x.toDoubleArray()).allMatch(element -> Math.abs(element - point) > margin);
  }

  private static boolean broadcast(Tensor x, Tensor y) {
    int common = Math.min(x.rank(), y.rank());
    for (int d = 1; d <= common; d++) {
      int a = x.size(-d);
      int b = y.size(-d);
      if (a != b && a != 1 && b != 1) {
        return false;
      }
    }
    return true;
  }

  /** Whether all elements differ, so that an order along the last dimension is beyond doubt. */
  private static boolean hasDistinctLast(Tensor x) {
    double[] sorted = x.toDoubleArray();
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] - sorted[i - 1] < 0.01) {
        return false;
      }
    }
    return x.rank() > 0;
  }
}
