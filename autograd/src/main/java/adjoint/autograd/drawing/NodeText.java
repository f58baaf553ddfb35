package adjoint.autograd.drawing;

import adjoint.autograd.Graph;
import java.util.ArrayList;
import java.util.List;

/** What is written on a node, and its colour. */
final class NodeText {
  private NodeText() {}

  /** The label, then type, value and gradient of each output, then what is folded in. */
  static List<String> lines(Graph.Node node) {
    List<String> lines = new ArrayList<>();
    lines.add(node.label());
    for (Graph.Value value : node.values()) {
      lines.add(ValueSummary.type(value));
      if (value.value() != null) {
        lines.add("value " + ValueSummary.numbers(value.value()));
      }
      if (value.gradient() != null) {
        lines.add(gradient(value));
      }
    }
    for (Graph.Node leaf : node.folded()) {
      Graph.Value value = leaf.values().get(0);
      boolean small = value.value() != null && value.value().elementCount() == 1;
      lines.add(
          leaf.label()
              + " "
              + ValueSummary.type(value)
              + (small ? " " + ValueSummary.numbers(value.value()) : ""));
    }
    return lines;
  }

  private static String gradient(Graph.Value value) {
    return "gradient " + ValueSummary.numbers(value.gradient());
  }

  static String fill(Graph.Node node) {
    return switch (node.kind()) {
      case PARAMETER -> "#e3f1e3";
      case CONSTANT -> "#f0f0f0";
      case OPERATION -> "#e6eef8";
    };
  }

  static String border(Graph.Node node) {
    return switch (node.kind()) {
      case PARAMETER -> "#5b9a5b";
      case CONSTANT -> "#a0a0a0";
      case OPERATION -> "#5b82b5";
    };
  }
}
