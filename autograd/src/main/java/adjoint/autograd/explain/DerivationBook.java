package adjoint.autograd.explain;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.catalog.Catalog;
import adjoint.autograd.catalog.Family;
import adjoint.autograd.catalog.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All rules on one page, in Markdown. */
public final class DerivationBook {
  private static final String INTRODUCTION =
      """
      # Every rule of differentiation

      This page is generated from the operations' classes in
      [`autograd/src/main/java/adjoint/autograd/functions`](../autograd/src/main/java/adjoint/autograd/functions):
      each states its formula, its vector-Jacobian product and the steps between. `./adjoint derive
      NAME` shows one of them with a worked example, `./adjoint derive NAME --html FILE` as a page
      with typeset formulas.

      How to read a rule: `y` is the output and `gy` the gradient dL/dy of the loss that arrives from
      it; `gx` is the gradient dL/dx that the operation gives to its input `x`. `dx` is a small change
      of `x`, `dy` the change of `y` that follows, and `<a, b>` the sum of the products of
      corresponding elements. As dL = `<gy, dy>` = `<gx, dx>`, a derivation ends when `<gy, dy>` is
      written as something times `dx`: that something is `gx`. `[a > b]` is 1 where the condition
      holds and 0 elsewhere, `b^T` the transpose, `x * w` a convolution.

      Operands that broadcast are brought to one shape by [expand](#expand) first, so that no other
      rule has to sum over what was repeated.

      """;

  private DerivationBook() {}

  /** Writes the page. */
  public static String write() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Family family : Family.values()) {
      List<Operation> members =
          Catalog.core().stream().filter(operation -> operation.family() == family).toList();
      if (!members.isEmpty()) {
        page.append("- [").append(family.title()).append("](#").append(anchor(family.title()));
        page.append("): ");
        page.append(
            members.stream()
                .filter(Operation::ownsItsRule)
                .map(member -> "[" + member.name() + "](#" + anchor(member.name()) + ")")
                .collect(Collectors.joining(", ")));
        page.append('\n');
      }
    }
    for (Family family : Family.values()) {
      chapter(page, family);
    }
    return page.toString();
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
  }

  private static void chapter(StringBuilder page, Family family) {
    List<Operation> members =
        Catalog.core().stream().filter(operation -> operation.family() == family).toList();
    if (members.isEmpty()) {
      return;
    }
    page.append("\n## ").append(family.title()).append('\n');
    members.stream().filter(Operation::ownsItsRule).forEach(member -> rule(page, member));
    List<Operation> composed =
        members.stream().filter(member -> member.function() == null).toList();
    if (!composed.isEmpty()) {
      page.append("\n### Composed of the above\n\n");
      composed.forEach(member -> composition(page, member));
    }
  }

  private static void rule(StringBuilder page, Operation operation) {
    Derivation derivation = operation.derivation().orElseThrow();
    page.append("\n### ").append(operation.name()).append("\n\n```text\n");
    page.append(derivation.forward()).append('\n');
    derivation.backward().forEach(line -> page.append(line).append('\n'));
    page.append("```\n\n");
    List<String> steps = derivation.steps();
    for (int i = 0; i < steps.size(); i++) {
      page.append(i + 1).append(". `").append(steps.get(i)).append("`\n");
    }
    List<String> cases = cases(operation);
    page.append("\nSource: [`").append(operation.function().getSimpleName()).append(".java`](../");
    page.append(DerivationText.source(operation.function())).append(").");
    if (!cases.isEmpty()) {
      page.append(" Also used by: ").append(String.join(", ", cases)).append('.');
    }
    page.append('\n');
  }

  /** The other operations that follow the same rule. */
  private static List<String> cases(Operation operation) {
    List<String> names = new ArrayList<>();
    for (Operation other : Catalog.core()) {
      if (other != operation && other.function() == operation.function()) {
        names.add("`" + other.name() + "`");
      }
    }
    return names;
  }

  private static void composition(StringBuilder page, Operation operation) {
    String parts =
        operation.rules().keySet().stream()
            .map(DerivationBook::operationName)
            .map(name -> "[" + name + "](#" + anchor(name) + ")")
            .collect(Collectors.joining(", "));
    page.append("- `").append(operation.name()).append("`, here `");
    page.append(operation.example().name()).append("`: ").append(parts).append('\n');
  }

  private static String operationName(Class<? extends Function> function) {
    return Catalog.find(function.getSimpleName()).name();
  }
}
