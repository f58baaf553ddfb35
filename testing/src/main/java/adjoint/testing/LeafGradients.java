package adjoint.testing;

import adjoint.autograd.Autograd;
import adjoint.autograd.Function;
import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * A computation that takes leaves from its surroundings, as a function of the leaves' values: what
 * a gradient check needs.
 */
final class LeafGradients extends Function {
  private final Supplier<Variable> f;
  private final List<Variable> leaves;
  private Tensor[] values;
  private Variable result;

  private LeafGradients(Supplier<Variable> f, List<Variable> leaves) {
    this.f = f;
    this.leaves = leaves;
  }

  static GradCheck.Report inspect(Supplier<Variable> f, Collection<Variable> leaves) {
    List<Variable> all = new ArrayList<>(leaves);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("gradient check: no leaves to check the gradients of");
    }
    Tensor[] before = all.stream().map(Variable::value).toArray(Tensor[]::new);
    try {
      return GradCheck.standard().inspect(x -> new LeafGradients(f, all).apply(x), before);
    } finally {
      assign(all, before);
    }
  }

  private static void assign(List<Variable> leaves, Tensor... values) {
    for (int i = 0; i < values.length; i++) {
      leaves.get(i).setValue(values[i]);
    }
  }

  @Override
  protected Tensor forward(Tensor... x) {
    values = x;
    assign(leaves, x);
    result = f.get();
    return result.value();
  }

  @Override
  protected Variable[] backward(Variable gy) {
    // The check has been elsewhere in between; the computation's graph belongs to these values.
    assign(leaves, values);
    List<Variable> gradients = Autograd.grad(List.of(result), leaves, List.of(gy), true, true);
    return gradients.stream()
        .map(gradient -> gradient == null ? null : gradient.detach())
        .toArray(Variable[]::new);
  }
}
