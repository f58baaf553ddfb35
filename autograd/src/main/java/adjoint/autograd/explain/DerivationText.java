package adjoint.autograd.explain;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.catalog.Operation;
import adjoint.autograd.drawing.TextTable;
import java.util.List;
import java.util.Map;

/** A rule of differentiation in plain text. */
public final class DerivationText {
  private DerivationText() {}

  /** The formula, the rule, the steps from one to the other, and a worked example. */
  public static String write(Operation operation) {
    StringBuilder text = new StringBuilder(operation.name()).append("\n\n");
    if (operation.derivation().isPresent()) {
      rule(text, operation.derivation().orElseThrow());
    }
    if (operation.function() != null) {
      text.append("source\n  ").append(source(operation.function())).append("\n\n");
    } else {
      text.append("composed of operations with rules of their own\n\n");
      for (Map.Entry<Class<? extends Function>, Derivation> part : operation.rules().entrySet()) {
        text.append("  ").append(part.getKey().getSimpleName()).append('\n');
        lines(text, "    ", List.of(part.getValue().forward()));
        lines(text, "    ", part.getValue().backward());
      }
      text.append('\n');
    }
    example(text, WorkedExample.of(operation), operation);
    return text.toString();
  }

  /** The file of a rule, from the root of the project; the class of a rule from elsewhere. */
  public static String source(Class<? extends Function> function) {
    String[] packages = function.getName().split("\\.");
    if (!packages[0].equals("adjoint")) {
      return function.getName();
    }
    return packages[1] + "/src/main/java/" + String.join("/", packages) + ".java";
  }

  private static void rule(StringBuilder text, Derivation derivation) {
    text.append("forward\n");
    lines(text, "  ", List.of(derivation.forward()));
    text.append("\nrule: gy is dL/dy\n");
    lines(text, "  ", derivation.backward());
    text.append("\nsteps\n");
    List<String> steps = derivation.steps();
    for (int i = 0; i < steps.size(); i++) {
      text.append("  ").append(i + 1).append(". ").append(steps.get(i)).append('\n');
    }
    text.append('\n');
  }

  private static void lines(StringBuilder text, String indent, List<String> lines) {
    lines.forEach(line -> text.append(indent).append(line).append('\n'));
  }

  private static void example(StringBuilder text, WorkedExample example, Operation operation) {
    text.append("example: ").append(operation.example().name());
    text.append(", L = <gy, y>, differences with a step of ").append(WorkedExample.STEP);
    text.append('\n');
    for (ExampleTable table : ExampleTable.of(example)) {
      text.append('\n').append(table.caption()).append('\n');
      text.append(TextTable.write(table.rows()).indent(2));
      if (table.omitted() > 0) {
        text.append("  and ").append(table.omitted()).append(" more elements\n");
      }
    }
    text.append("\nlargest distance between rule and differences: ");
    text.append(String.format(java.util.Locale.ROOT, "%.1e", example.worstDifference()));
    text.append('\n');
  }
}
