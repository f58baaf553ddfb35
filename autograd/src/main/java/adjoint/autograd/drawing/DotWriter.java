package adjoint.autograd.drawing;

import adjoint.autograd.Graph;
import java.util.List;

/** Writes a graph in the language of Graphviz. */
public final class DotWriter {
  private DotWriter() {}

  /** Writes a directed graph, from the leaves to the outputs. */
  public static String write(Graph graph) {
    StringBuilder text = new StringBuilder("digraph computation {\n");
    text.append("  rankdir = TB;\n");
    text.append("  node [fontname = \"sans-serif\", fontsize = 10, style = filled];\n");
    for (Graph.Node node : graph.nodes()) {
      text.append("  n").append(node.id()).append(" [shape = ").append(shape(node));
      text.append(", fillcolor = \"").append(NodeText.fill(node)).append("\", label = \"");
      text.append(escape(String.join("\n", NodeText.lines(node)))).append("\"];\n");
    }
    for (Graph.Node node : graph.nodes()) {
      for (Graph.Source source : node.inputs()) {
        text.append("  n").append(source.node()).append(" -> n").append(node.id());
        List<Graph.Value> values = graph.nodes().get(source.node()).values();
        if (values.size() > 1) {
          text.append(" [label = \"output ").append(source.output()).append("\"]");
        }
        text.append(";\n");
      }
    }
    return text.append("}\n").toString();
  }

  private static String shape(Graph.Node node) {
    return node.kind() == Graph.Kind.OPERATION ? "box" : "ellipse";
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
