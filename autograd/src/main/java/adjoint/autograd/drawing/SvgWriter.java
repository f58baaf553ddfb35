package adjoint.autograd.drawing;

import adjoint.autograd.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws a graph from top to bottom. */
public final class SvgWriter {
  private static final double CHARACTER = 6.7;
  private static final double LINE = 15;
  private static final double PADDING = 9;
  private static final int LONGEST = 60;

  private final Graph graph;
  private final List<List<String>> texts = new ArrayList<>();
  private final double[][] sizes;
  private final LayeredLayout layout;
  private final StringBuilder svg = new StringBuilder();

  private SvgWriter(Graph graph) {
    this.graph = graph;
    sizes = new double[graph.nodes().size()][];
    List<int[]> edges = new ArrayList<>();
    for (Graph.Node node : graph.nodes()) {
      List<String> lines = NodeText.lines(node).stream().map(SvgWriter::shorten).toList();
      texts.add(lines);
      int longest = lines.stream().mapToInt(String::length).max().orElse(1);
      sizes[node.id()] =
          new double[] {longest * CHARACTER + 2 * PADDING, lines.size() * LINE + 2 * PADDING - 4};
      node.inputs().forEach(source -> edges.add(new int[] {source.node(), node.id()}));
    }
    layout = new LayeredLayout(sizes, edges.toArray(int[][]::new));
  }

  private static String shorten(String line) {
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  /** Writes a picture. */
  public static String write(Graph graph) {
    return new SvgWriter(graph).draw();
  }

  private String draw() {
    String width = number(layout.width());
    String height = number(layout.height());
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
    svg.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width);
    svg.append(' ').append(height).append("\" role=\"img\" aria-label=\"computation graph\">\n");
    svg.append("<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\"");
    svg.append(" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">");
    svg.append("<path d=\"M0 0L8 4L0 8z\" fill=\"#777\"/></marker></defs>\n");
    int edge = 0;
    for (Graph.Node node : graph.nodes()) {
      for (Graph.Source source : node.inputs()) {
        curve(layout.line(edge++), source);
      }
    }
    graph.nodes().forEach(this::box);
    return svg.append("</svg>\n").toString();
  }

  /** A line that leaves and arrives vertically. */
  private void curve(double[][] points, Graph.Source source) {
    svg.append("<path d=\"M").append(point(points[0]));
    for (int i = 1; i < points.length; i++) {
      double[] from = points[i - 1];
      double[] to = points[i];
      double middle = (from[1] + to[1]) / 2;
      svg.append('C').append(point(from[0], middle)).append(' ').append(point(to[0], middle));
      svg.append(' ').append(point(to));
    }
    svg.append("\" fill=\"none\" stroke=\"#777\" stroke-width=\"1.2\"");
    svg.append(" marker-end=\"url(#arrow)\"/>\n");
    if (graph.nodes().get(source.node()).values().size() > 1) {
      svg.append("<text x=\"").append(number(points[0][0] + 4)).append("\" y=\"");
      svg.append(number(points[0][1] + 12)).append("\" font-size=\"10\" fill=\"#777\"");
      svg.append(" font-family=\"sans-serif\">output ").append(source.output());
      svg.append("</text>\n");
    }
  }

  private void box(Graph.Node node) {
    double width = sizes[node.id()][0];
    double height = sizes[node.id()][1];
    double left = layout.x(node.id()) - width / 2;
    double top = layout.y(node.id()) - height / 2;
    boolean isOutput = graph.outputs().stream().anyMatch(out -> out.node() == node.id());
    svg.append("<g id=\"n").append(node.id()).append("\"><rect x=\"").append(number(left));
    svg.append("\" y=\"").append(number(top)).append("\" width=\"").append(number(width));
    svg.append("\" height=\"").append(number(height)).append("\" rx=\"");
    svg.append(node.kind() == Graph.Kind.OPERATION ? 5 : 14);
    svg.append("\" fill=\"").append(NodeText.fill(node)).append("\" stroke=\"");
    svg.append(NodeText.border(node)).append("\" stroke-width=\"").append(isOutput ? "2.5" : "1");
    svg.append("\"/>");
    List<String> lines = texts.get(node.id());
    for (int i = 0; i < lines.size(); i++) {
      line(lines.get(i), i, left, top);
    }
    svg.append("</g>\n");
  }

  private void line(String text, int index, double left, double top) {
    svg.append("<text x=\"").append(number(left + PADDING)).append("\" y=\"");
    svg.append(number(top + PADDING + 9 + index * LINE)).append("\" font-size=\"11\"");
    svg.append(" font-family=\"ui-monospace, Menlo, Consolas, monospace\"");
    svg.append(index == 0 ? " font-weight=\"bold\"" : "");
    svg.append(" fill=\"").append(text.startsWith("gradient ") ? "#a33c12" : "#222").append("\">");
    svg.append(Markup.escape(text)).append("</text>");
  }

  private static String point(double... xy) {
    return number(xy[0]) + "," + number(xy[1]);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
