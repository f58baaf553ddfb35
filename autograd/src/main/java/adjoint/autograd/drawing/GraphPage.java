package adjoint.autograd.drawing;

import adjoint.autograd.Graph;
import java.util.List;

/** A page with the picture of a graph and the table of its reverse pass. */
public final class GraphPage {
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; color: #222; background: #fff; margin: 2rem; }
      h1 { font-size: 1.5rem; margin: 0 0 .3rem; }
      h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
      p { max-width: 60rem; margin: .3rem 0; }
      .picture { overflow: auto; max-height: 85vh; border: 1px solid #ddd; border-radius: 6px; }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid #e4e4e4;
        vertical-align: top; }
      td { font-family: ui-monospace, Menlo, Consolas, monospace; }
      .key { display: inline-block; width: .9em; height: .9em; border-radius: 3px;
        border: 1px solid; vertical-align: -.1em; margin: 0 .3em 0 1em; }
      """;

  private GraphPage() {}

  /** Writes a page that needs nothing else. */
  public static String write(Graph graph, String title) {
    String heading = Markup.escape(title);
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(heading).append("</title>\n<style>\n").append(STYLE);
    page.append("</style>\n</head>\n<body>\n<h1>").append(heading).append("</h1>\n<p>");
    long operations = count(graph, Graph.Kind.OPERATION);
    page.append(operations).append(operations == 1 ? " operation" : " operations");
    key(page, "#e6eef8", "#5b82b5", "operation");
    key(page, "#e3f1e3", "#5b9a5b", "parameter: a leaf that requires a gradient");
    key(page, "#f0f0f0", "#a0a0a0", "constant");
    page.append("</p>\n<div class=\"picture\">\n").append(SvgWriter.write(graph));
    page.append("</div>\n");
    table(page, ReversePassTable.steps(graph));
    return page.append("</body>\n</html>\n").toString();
  }

  private static long count(Graph graph, Graph.Kind kind) {
    return graph.nodes().stream().filter(node -> node.kind() == kind).count();
  }

  private static void key(StringBuilder page, String fill, String border, String meaning) {
    page.append("<span class=\"key\" style=\"background:").append(fill);
    page.append(";border-color:").append(border).append("\"></span>").append(meaning);
  }

  private static void table(StringBuilder page, List<ReversePassTable.Step> steps) {
    page.append("<h2>The reverse pass, in order</h2>\n");
    if (steps.isEmpty()) {
      page.append("<p>Nothing here requires a gradient.</p>\n");
      return;
    }
    page.append("<table>\n<tr><th>node</th><th>operation</th><th>incoming gradient</th>");
    page.append("<th>gives gradients to</th><th>rule</th></tr>\n");
    for (ReversePassTable.Step step : steps) {
      page.append("<tr><td><a href=\"#n").append(step.node()).append("\">#");
      page.append(step.node()).append("</a></td>");
      cell(page, step.operation());
      cell(page, step.incoming());
      cell(page, step.targets());
      cell(page, step.rule());
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private static void cell(StringBuilder page, String text) {
    page.append("<td>").append(Markup.escape(text)).append("</td>");
  }
}
