package adjoint.autograd;

import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a computation was seen to do: every application with its inputs and outputs. */
final class GraphTrace {
  private final Map<Function, Variable[]> inputs = new IdentityHashMap<>();
  private final Map<Variable, Origin> origins = new IdentityHashMap<>();
  private final Map<Variable, Tensor> gradients = new IdentityHashMap<>();

  /**
   * What made a variable.
   *
   * @param function null for a leaf
   * @param output which of its outputs
   */
  record Origin(Function function, int output) {}

  static Graph run(Supplier<Variable> body, Map<Variable, String> names) {
    GraphTrace trace = new GraphTrace();
    Variable output = ThreadState.tracing(trace::applied, body);
    trace.differentiate(output);
    return new GraphBuilder(names, trace).build(List.of(output));
  }

  private void applied(Function function, Variable[] from, Variable[] to) {
    inputs.put(function, from.clone());
    for (int i = 0; i < to.length; i++) {
      origins.put(to[i], new Origin(function, i));
    }
  }

  /** The gradients of the sum of a variable's elements with respect to everything seen. */
  private void differentiate(Variable output) {
    if (!output.requiresGrad()) {
      return;
    }
    Map<Variable, Boolean> seen = new IdentityHashMap<>();
    seen.put(output, true);
    inputs.values().forEach(from -> List.of(from).forEach(variable -> seen.put(variable, true)));
    origins.keySet().forEach(variable -> seen.put(variable, true));
    List<Variable> wanted = new ArrayList<>();
    seen.keySet().stream().filter(Variable::requiresGrad).forEach(wanted::add);
    Variable ones = Variable.of(Tensor.ones(output.dtype(), output.shape()));
    List<Variable> found = Autograd.grad(List.of(output), wanted, List.of(ones), true, false, true);
    for (int i = 0; i < wanted.size(); i++) {
      if (found.get(i) != null) {
        gradients.put(wanted.get(i), found.get(i).value());
      }
    }
  }

  /** What an operation was seen to be applied to, or null. */
  Variable[] inputs(Function function) {
    return inputs.get(function);
  }

  Origin origin(Variable variable) {
    Origin seen = origins.get(variable);
    return seen != null ? seen : new Origin(variable.function(), variable.outputIndex());
  }

  /** The gradient that was computed or has been accumulated, or null. */
  Tensor gradient(Variable variable) {
    Tensor computed = gradients.get(variable);
    if (computed == null && variable.grad() != null) {
      return variable.grad().value();
    }
    return computed;
  }
}
