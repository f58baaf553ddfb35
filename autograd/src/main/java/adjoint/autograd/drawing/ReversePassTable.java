package adjoint.autograd.drawing;

import adjoint.autograd.Derivation;
import adjoint.autograd.Graph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The operations of a graph in the order in which a reverse pass visits them. */
public final class ReversePassTable {
  private ReversePassTable() {}

  /**
   * One step of the pass.
   *
   * @param node the operation's number in the graph
   * @param operation its name
   * @param incoming the gradient that arrives: its shape, and its numbers if they are known
   * @param targets what gets a gradient
   * @param rule the vector-Jacobian product
   */
  public record Step(int node, String operation, String incoming, String targets, String rule) {}

  /** The steps, the operation applied last first. */
  public static List<Step> steps(Graph graph) {
    List<Graph.Node> nodes = new ArrayList<>(graph.nodes());
    Collections.reverse(nodes);
    return nodes.stream()
        .filter(node -> node.kind() == Graph.Kind.OPERATION && node.requiresGrad())
        .map(node -> step(graph, node))
        .toList();
  }

  private static Step step(Graph graph, Graph.Node node) {
    Graph.Value value = node.values().get(0);
    String numbers = value.gradient() == null ? "" : " = " + ValueSummary.numbers(value.gradient());
    List<String> targets = new ArrayList<>();
    for (Graph.Source source : node.inputs()) {
      Graph.Node target = graph.nodes().get(source.node());
      if (target.requiresGrad()) {
        targets.add("#" + target.id() + " " + target.label());
      }
    }
    node.folded().stream()
        .filter(Graph.Node::requiresGrad)
        .forEach(leaf -> targets.add(leaf.label()));
    Derivation rule = node.function().derivation();
    return new Step(
        node.id(),
        node.label(),
        ValueSummary.type(value) + numbers,
        String.join(", ", targets),
        rule == null ? "" : String.join("; ", rule.backward()));
  }

  /** A table in plain text. */
  public static String text(Graph graph) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"node", "operation", "incoming gradient", "gives gradients to", "rule"});
    for (Step step : steps(graph)) {
      rows.add(
          new String[] {
            "#" + step.node(), step.operation(), step.incoming(), step.targets(), step.rule()
          });
    }
    return TextTable.write(rows);
  }
}
