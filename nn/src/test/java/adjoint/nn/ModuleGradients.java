package adjoint.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * First and second derivatives of a module by its input and all its parameters against central
 * differences, in double precision. The incoming gradient, and the direction of the second
 * derivative, are random.
 */
public final class ModuleGradients {
  private static final double EPSILON = 1e-5;
  private static final double TOLERANCE = 2e-7;

  private final Module module;
  private final Map<String, Variable> leaves = new LinkedHashMap<>();
  private final Variable incoming;
  private final List<Variable> directions = new ArrayList<>();

  private ModuleGradients(Module module, Tensor x, long seed) {
    this.module = module.to(DType.F64);
    leaves.put("input", Variable.parameter(x));
    leaves.putAll(module.parameters());
    Generator generator = new Generator(seed);
    incoming = Variable.of(Tensor.randn(generator, DType.F64, forward().shape()));
    leaves.values().forEach(v -> directions.add(random(generator, v.shape())));
  }

  /** Checks both orders. */
  public static void check(Module module, Tensor x, long seed) {
    ModuleGradients check = new ModuleGradients(module, x, seed);
    check.compare("first derivative", check.gradients(), c -> c.loss().item());
    check.compare("second derivative", check.secondGradients(), c -> c.slope().item());
  }

  /** A variable of normal numbers. */
  private static Variable random(Generator generator, int... shape) {
    return Variable.of(Tensor.randn(generator, DType.F64, shape));
  }

  private Variable forward() {
    return module.forward(leaves.get("input"));
  }

  private Variable loss() {
    return forward().mul(incoming).sum();
  }

  private List<Variable> gradients() {
    List<Variable> inputs = List.copyOf(leaves.values());
    return Autograd.grad(List.of(loss()), inputs, null, true, true);
  }

  /** The derivative of the loss along the directions. */
  private Variable slope() {
    List<Variable> gradients = gradients();
    Variable sum = Variable.scalar(DType.F64, 0);
    for (int i = 0; i < gradients.size(); i++) {
      sum = sum.add(gradients.get(i).mul(directions.get(i)).sum());
    }
    return sum;
  }

  private List<Variable> secondGradients() {
    List<Variable> inputs = List.copyOf(leaves.values());
    Variable slope = slope();
    if (!slope.requiresGrad()) {
      return inputs.stream().map(v -> Variable.of(Tensor.zeros(DType.F64, v.shape()))).toList();
    }
    return Autograd.grad(List.of(slope), inputs, null, false, true);
  }

  private void compare(
      String what, List<Variable> analytic, ToDoubleFunction<ModuleGradients> value) {
    int index = 0;
    for (Map.Entry<String, Variable> leaf : leaves.entrySet()) {
      Variable gradient = analytic.get(index++);
      Tensor place = leaf.getValue().value().flatten();
      double[] own =
          gradient == null ? new double[place.size(0)] : gradient.value().toDoubleArray();
      for (int j = 0; j < own.length; j++) {
        double before = place.get(j);
        place.set(before + EPSILON, j);
        double above = value.applyAsDouble(this);
        place.set(before - EPSILON, j);
        double below = value.applyAsDouble(this);
        place.set(before, j);
        double numeric = (above - below) / (2 * EPSILON);
        assertEquals(
            numeric,
            own[j],
            TOLERANCE * (1 + Math.abs(numeric)),
            what + " by element " + j + " of " + leaf.getKey());
      }
    }
  }
}
