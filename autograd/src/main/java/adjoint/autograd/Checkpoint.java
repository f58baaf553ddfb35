package adjoint.autograd;

import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A computation as one node of the graph, which saves its inputs only and runs again in the reverse
 * pass. Its rule is that of the computation; see {@link Autograd#checkpoint}.
 */
final class Checkpoint extends Function {
  private final Expression body;
  private Tensor value;
  private final int[] arguments;

  private Checkpoint(Expression body, Tensor value, int[] arguments) {
    this.body = body;
    this.value = value;
    this.arguments = arguments;
  }

  static Variable run(Expression body, Variable... inputs) {
    if (!ThreadState.current().recording()) {
      return body.apply(inputs);
    }
    Variable[] constants = new Variable[inputs.length];
    Set<Variable> sources = new LinkedHashSet<>(List.of(inputs));
    for (int i = 0; i < inputs.length; i++) {
      constants[i] = inputs[i].detach();
    }
    // Weights and other variables that the body takes from its surroundings are inputs, too.
    Variable result =
        ThreadState.observing(
            used -> {
              for (Variable variable : used) {
                if (variable.requiresGrad()) {
                  sources.add(variable);
                }
              }
            },
            () -> Autograd.noGrad(() -> body.apply(constants)));
    List<Variable> all = new ArrayList<>(sources);
    int[] arguments = new int[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      arguments[i] = all.indexOf(inputs[i]);
    }
    return new Checkpoint(body, result.value(), arguments).apply(all.toArray(Variable[]::new));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    for (int i = 0; i < x.length; i++) {
      saveInput(i);
    }
    Tensor result = value;
    value = null;
    return result;
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable[] again = new Variable[arguments.length];
    for (int i = 0; i < again.length; i++) {
      again[i] = input(arguments[i]);
    }
    Variable y = ThreadState.recording(true, () -> body.apply(again));
    Variable[] gradients = new Variable[inputCount()];
    List<Variable> wanted = new ArrayList<>();
    for (int i = 0; i < gradients.length; i++) {
      if (needsGradient(i)) {
        wanted.add(input(i));
      }
    }
    if (y.requiresGrad()) {
      ReversePass pass = ReversePass.to(wanted, List.of(y), true);
      pass.start(y, gy);
      pass.finish(ThreadState.current().recording());
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] = needsGradient(i) ? pass.gradient(input(i)) : null;
      }
    }
    return gradients;
  }
}
