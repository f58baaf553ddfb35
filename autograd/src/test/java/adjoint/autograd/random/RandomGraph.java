package adjoint.autograd.random;

import adjoint.autograd.Variable;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A random composition of operations: each applies to earlier values, mostly to the latest. What
 * would make numbers or sizes too large, or come near a kink, is replaced by something harmless.
 */
final class RandomGraph {
  /** The longest chain of steps from an input to a value. */
  static final int DEEPEST = 12;

  private static final int MOST_ELEMENTS = 16;
  private static final double LARGEST = 30;

  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Applied> program = new ArrayList<>();
  private final List<Tensor> values = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();

  /** A step, and the numbers of the values that it is applied to. */
  record Applied(Step step, int x, int y) {}

  RandomGraph(List<Integer> numbers) {
    Choices choices = new Choices(numbers);
    int count = 1 + choices.next(3);
    for (int i = 0; i < count; i++) {
      Tensor input = input(choices);
      inputs.add(input);
      values.add(input);
      depths.add(0);
    }
    do {
      grow(choices);
    } while (!choices.isExhausted());
  }

  private static Tensor input(Choices choices) {
    int[] shape = new int[choices.next(4)];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = 1 + choices.next(3);
    }
    while (Layout.elementCount(shape) > MOST_ELEMENTS) {
      shape[0]--;
    }
    double[] elements = new double[Layout.elementCount(shape)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = choices.nextElement();
    }
    return Tensor.of(elements, shape);
  }

  private void grow(Choices choices) {
    Step step = Step.values()[choices.next(Step.values().length)];
    int x = operand(choices);
    int y = step.isBinary() ? operand(choices) : x;
    for (int tries = 1; step.isBinary() && !step.accepts(values.get(x), values.get(y)); tries++) {
      if (tries == values.size()) {
        break;
      }
      y = (y + 1) % values.size();
    }
    if (!depthAllows(x, y) || !step.accepts(values.get(x), values.get(y)) || !add(step, x, y)) {
      x = depthAllows(x, x) ? x : 0;
      add(Step.TANH, x, x);
    }
  }

  private int operand(Choices choices) {
    int choice = choices.next(3 * values.size());
    return choice < values.size() ? choice : values.size() - 1;
  }

  private boolean depthAllows(int x, int y) {
    return Math.max(depths.get(x), depths.get(y)) < DEEPEST;
  }

  private boolean add(Step step, int x, int y) {
    Variable result = step.apply(Variable.of(values.get(x)), Variable.of(values.get(y)));
    double[] elements = result.value().toDoubleArray();
    boolean large = Arrays.stream(elements).anyMatch(v -> !(Math.abs(v) < LARGEST));
    if (large || elements.length > MOST_ELEMENTS || elements.length == 0) {
      return false;
    }
    program.add(new Applied(step, x, y));
    values.add(result.value());
    depths.add(1 + Math.max(depths.get(x), depths.get(y)));
    return true;
  }

  Tensor[] inputs() {
    return inputs.toArray(Tensor[]::new);
  }

  List<Applied> program() {
    return program;
  }

  int depth() {
    return depths.stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** The last value, and what else no step has used: weighted and summed. */
  Variable evaluate(Variable... x) {
    List<Variable> results = new ArrayList<>(List.of(x));
    boolean[] used = new boolean[values.size()];
    for (Applied applied : program) {
      results.add(applied.step().apply(results.get(applied.x()), results.get(applied.y())));
      used[applied.x()] = true;
      used[applied.y()] = true;
    }
    Variable loss = null;
    for (int i = 0; i < used.length; i++) {
      if (!used[i]) {
        Variable part = weighted(results.get(i));
        loss = loss == null ? part : loss.add(part);
      }
    }
    return loss;
  }

  private static Variable weighted(Variable y) {
    double[] weights = new double[y.value().elementCount()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1 - 0.3 * (i % 5);
    }
    return y.mul(Variable.of(Tensor.of(weights, y.shape()))).sum();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("inputs");
    inputs.forEach(input -> text.append(' ').append(Arrays.toString(input.shape())));
    for (int i = 0; i < program.size(); i++) {
      Applied applied = program.get(i);
      text.append("; v").append(inputs.size() + i).append(" = ").append(applied.step());
      text.append("(v").append(applied.x());
      text.append(applied.step().isBinary() ? ", v" + applied.y() : "").append(')');
    }
    return text.toString();
  }
}
