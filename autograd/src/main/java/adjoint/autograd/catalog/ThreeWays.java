package adjoint.autograd.catalog;

import adjoint.autograd.Autograd;
import adjoint.autograd.Expression;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Three ways to the same gradient, in double precision: an operation's rule, the tape's
 * differentiation of the same function composed of elementary operations, and central differences.
 * The incoming gradient is random, so that it has no symmetry that could hide a mistake.
 *
 * @param sample what the operation was applied to
 * @param incoming dL/dy
 * @param rule dL/dx by the operation's rule, x being the first input
 * @param tape dL/dx by the rules of the elementary operations
 * @param differences {@code (L(x + STEP) - L(x - STEP)) / (2 STEP)}, element by element
 */
public record ThreeWays(
    String sample, Tensor incoming, Tensor rule, Tensor tape, Tensor differences) {
  /** The step of the differences. */
  public static final double STEP = 1e-6;

  /**
   * Computes the three.
   *
   * @throws IllegalArgumentException if the sample has no composition to compare with
   */
  public static ThreeWays of(Sample sample) {
    if (sample.plain() == null) {
      throw new IllegalArgumentException(
          sample.name() + " has no composition of elementary operations to compare with");
    }
    Tensor[] inputs = sample.inputs();
    int[] shape = apply(sample.plain(), inputs).shape();
    Tensor incoming = Tensor.randn(new Generator(sample.name().length()), DType.F64, shape);
    return new ThreeWays(
        sample.name(),
        incoming,
        gradient(sample.expression(), inputs, incoming),
        gradient(sample.plain(), inputs, incoming),
        differences(sample.expression(), inputs, incoming));
  }

  private static Variable apply(Expression f, Tensor... inputs) {
    return f.apply(Arrays.stream(inputs).map(Variable::of).toArray(Variable[]::new));
  }

  private static Tensor gradient(Expression f, Tensor[] inputs, Tensor incoming) {
    Variable[] x = Arrays.stream(inputs).map(Variable::of).toArray(Variable[]::new);
    x[0] = Variable.parameter(inputs[0]);
    List<Variable> incomings = List.of(Variable.of(incoming));
    return Autograd.grad(List.of(f.apply(x)), List.of(x[0]), incomings, false, false)
        .get(0)
        .value();
  }

  private static Tensor differences(Expression f, Tensor[] inputs, Tensor incoming) {
    Tensor[] moved = inputs.clone();
    double[] slopes = new double[inputs[0].elementCount()];
    for (int i = 0; i < slopes.length; i++) {
      double above = loss(f, moved, inputs[0], i, STEP, incoming);
      double below = loss(f, moved, inputs[0], i, -STEP, incoming);
      slopes[i] = (above - below) / (2 * STEP);
    }
    return Tensor.of(slopes, inputs[0].shape());
  }

  private static double loss(
      Expression f, Tensor[] moved, Tensor x, int element, double step, Tensor incoming) {
    double[] values = x.toDoubleArray();
    values[element] += step;
    moved[0] = Tensor.of(values, x.shape());
    return apply(f, moved).value().mul(incoming).sum().item();
  }

  /** The largest distance between the rule and the tape. */
  public double ruleAndTape() {
    return distance(rule, tape);
  }

  /** The largest distance between the rule and the differences. */
  public double ruleAndDifferences() {
    return distance(rule, differences);
  }

  /** The largest distance between the tape and the differences. */
  public double tapeAndDifferences() {
    return distance(tape, differences);
  }

  private static double distance(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item();
  }
}
