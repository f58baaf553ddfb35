package adjoint.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is to be done with a variable's gradient when a reverse pass has completed it. */
final class Hooks {
  private final List<UnaryOperator<Variable>> hooks = new ArrayList<>();

  /** Adds a hook; the result takes it off. */
  Runnable add(UnaryOperator<Variable> hook) {
    // A wrapper of its own, so that the same hook can be added twice and taken off once.
    UnaryOperator<Variable> entry = hook::apply;
    hooks.add(entry);
    return () -> hooks.removeIf(other -> other == entry);
  }

  /** Passes a gradient through all hooks in the order in which they were added. */
  Variable run(Variable gradient) {
    Variable current = gradient;
    for (UnaryOperator<Variable> hook : List.copyOf(hooks)) {
      Variable replacement = hook.apply(current);
      if (replacement == null) {
        continue;
      }
      if (!Arrays.equals(replacement.shape(), current.shape())
          || replacement.dtype() != current.dtype()) {
        throw new AutogradException(
            "onGradient: a hook turned a gradient of "
                + describe(current)
                + " into one of "
                + describe(replacement));
      }
      current = replacement;
    }
    return current;
  }

  private static String describe(Variable variable) {
    return variable.dtype() + Arrays.toString(variable.shape());
  }
}
