package adjoint.autograd.explain;

import adjoint.autograd.Autograd;
import adjoint.autograd.Derivation;
import adjoint.autograd.Expression;
import adjoint.autograd.Variable;
import adjoint.autograd.catalog.Operation;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An operation applied to numbers: its value, and the gradients by its rule beside central
 * differences, all in double precision.
 *
 * @param operands the inputs with their gradients
 * @param value the output y
 * @param incoming the incoming gradient gy, dL/dy for the loss {@code L = <gy, y>}
 */
public record WorkedExample(List<Operand> operands, Tensor value, Tensor incoming) {
  /** The step of the differences. */
  public static final double STEP = 1e-6;

  private static final double[] INCOMING = {1, -1, 2, 0.5, -0.5};

  /**
   * One input.
   *
   * @param name as the rule calls it
   * @param value the numbers
   * @param gradient dL/dx by the rule
   * @param difference {@code (L(x + STEP) - L(x - STEP)) / (2 STEP)}, element by element
   */
  public record Operand(String name, Tensor value, Tensor gradient, Tensor difference) {}

  /** Applies an operation to its sample inputs, rounded to two decimals. */
  public static WorkedExample of(Operation operation) {
    Expression f = operation.example().expression();
    Tensor[] inputs =
        Arrays.stream(operation.example().inputs())
            .map(WorkedExample::rounded)
            .toArray(Tensor[]::new);
    Variable[] x = Arrays.stream(inputs).map(Variable::parameter).toArray(Variable[]::new);
    Variable y = f.apply(x);
    Tensor incoming = incoming(y.shape());
    List<Variable> gradients =
        Autograd.grad(List.of(y), List.of(x), List.of(Variable.of(incoming)), false, false);
    List<String> names = names(operation, inputs.length);
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      Tensor difference = difference(f, inputs, i, incoming);
      operands.add(
          new Operand(names.get(i), inputs[i], gradients.get(i).value().copy(), difference));
    }
    return new WorkedExample(operands, y.value().copy(), incoming);
  }

  private static Tensor rounded(Tensor x) {
    double[] values = Arrays.stream(x.toDoubleArray()).map(v -> Math.rint(v * 100) / 100).toArray();
    return Tensor.of(values, x.shape());
  }

  private static Tensor incoming(int... shape) {
    Tensor gradient = Tensor.zeros(DType.F64, shape);
    double[] values = gradient.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = INCOMING[i % INCOMING.length];
    }
    return Tensor.of(values, shape);
  }

  private static Tensor difference(Expression f, Tensor[] inputs, int which, Tensor incoming) {
    double[] values = inputs[which].toDoubleArray();
    double[] slopes = new double[values.length];
    for (int j = 0; j < values.length; j++) {
      double above = loss(f, inputs, which, moved(values, j, STEP), incoming);
      double below = loss(f, inputs, which, moved(values, j, -STEP), incoming);
      slopes[j] = (above - below) / (2 * STEP);
    }
    return Tensor.of(slopes, inputs[which].shape());
  }

  private static double[] moved(double[] values, int index, double step) {
    double[] moved = values.clone();
    moved[index] += step;
    return moved;
  }

  private static double loss(
      Expression f, Tensor[] inputs, int which, double[] values, Tensor incoming) {
    Variable[] x = Arrays.stream(inputs).map(Variable::of).toArray(Variable[]::new);
    x[which] = Variable.of(Tensor.of(values, inputs[which].shape()));
    return f.apply(x).value().mul(incoming).sum().item();
  }

  /**
   * What the rule calls the inputs: the names after g on its left-hand sides. Rules after those of
   * the inputs are for what the operation holds itself, such as weights.
   */
  private static List<String> names(Operation operation, int count) {
    List<String> rules = operation.derivation().map(Derivation::backward).orElse(List.of());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (count == 1 && rules.isEmpty()) {
        names.add("x");
      } else if (rules.size() >= count) {
        names.add(name(rules.get(i)));
      } else {
        names.add("x_" + i);
      }
    }
    return names;
  }

  /** {@code x} of {@code gx[i] = ...}, which a label may come before. */
  private static String name(String rule) {
    String line = rule.replaceFirst("^[A-Z0-9.-]+: ", "");
    return line.substring(1).split("[\\[ =]")[0];
  }

  /** Whether the one input and the output correspond element by element. */
  boolean corresponds() {
    return operands.size() == 1 && Arrays.equals(operands.get(0).value().shape(), value.shape());
  }

  /** The largest distance between a gradient by the rule and by differences. */
  public double worstDifference() {
    double worst = 0;
    for (Operand operand : operands) {
      double[] difference = operand.difference().toDoubleArray();
      double[] gradient = operand.gradient().toDoubleArray();
      for (int j = 0; j < gradient.length; j++) {
        worst = Math.max(worst, Math.abs(gradient[j] - difference[j]));
      }
    }
    return worst;
  }
}
