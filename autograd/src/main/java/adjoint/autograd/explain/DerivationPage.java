package adjoint.autograd.explain;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.catalog.Operation;
import adjoint.autograd.drawing.Markup;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A rule of differentiation as a page that needs nothing else. */
public final class DerivationPage {
  private static final String STYLE =
      """
      body { font: 17px/1.6 system-ui, sans-serif; color: #222; background: #fff;
        max-width: 52rem; margin: 2.5rem auto; padding: 0 1.2rem; }
      h1 { font-size: 1.7rem; margin: 0; }
      h2 { font-size: 1.15rem; margin: 2rem 0 .4rem; color: #2c5282; }
      .family { color: #666; margin: 0 0 1.5rem; }
      .formula { background: #f5f7fa; border-left: 4px solid #5b82b5; padding: .6rem 1rem;
        margin: .4rem 0; overflow-x: auto; }
      math { font-size: 1.12em; }
      code, td { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .85em; }
      code { color: #555; }
      ol { padding-left: 1.4rem; }
      li { margin: .35rem 0; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; margin: .3rem 0 1rem; }
      caption { text-align: left; font-weight: 600; padding-bottom: .2rem; }
      th, td { text-align: right; padding: .15rem .9rem .15rem 0; border-bottom: 1px solid #e4e4e4; }
      th { font-size: .85em; }
      th:first-child, td:first-child { text-align: left; }
      .note { color: #555; font-size: .92em; }
      h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
      .chapter table { display: block; overflow-x: auto; }
      .chapter th, .chapter td { text-align: left; vertical-align: top; }
      .chapter td:first-child { white-space: nowrap; }
      pre { background: #f5f7fa; padding: .6rem 1rem; overflow-x: auto; font-size: .85em; }
      """;

  private final Operation operation;
  private final String chapter;
  private final StringBuilder page = new StringBuilder();

  private DerivationPage(Operation operation, String chapter) {
    this.operation = operation;
    this.chapter = chapter;
  }

  /** The formula, the rule, the steps from one to the other, and a worked example. */
  public static String write(Operation operation) {
    return write(operation, "");
  }

  /**
   * The same with a longer text before the worked example.
   *
   * @param chapter markup, headings of the second level downwards; may be empty
   */
  public static String write(Operation operation, String chapter) {
    return new DerivationPage(operation, chapter).write();
  }

  private String write() {
    String name = Markup.escape(operation.name());
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>The gradient of ").append(name).append("</title>\n<style>\n");
    page.append(STYLE).append("</style>\n</head>\n<body>\n");
    page.append("<h1>The gradient of ").append(name).append("</h1>\n");
    page.append("<p class=\"family\">").append(operation.family().title()).append("</p>\n");
    operation.derivation().ifPresent(this::rule);
    if (operation.function() != null) {
      heading("Source");
      page.append("<p>Forward and backward are in <code>");
      page.append(DerivationText.source(operation.function())).append("</code>.</p>\n");
    }
    if (!chapter.isEmpty()) {
      page.append("<div class=\"chapter\">\n").append(chapter).append("</div>\n");
    }
    if (operation.function() == null) {
      parts();
    }
    example(WorkedExample.of(operation));
    return page.append("</body>\n</html>\n").toString();
  }

  private void heading(String title) {
    page.append("<h2>").append(title).append("</h2>\n");
  }

  private void rule(Derivation derivation) {
    heading("Forward");
    formula(derivation.forward());
    heading("Vector-Jacobian product");
    derivation.backward().forEach(this::formula);
    page.append("<p class=\"note\">A bar marks the gradient of the loss L, so that ");
    page.append(MathMl.html("gy")).append(" is dL/dy, which arrives, and the others are what the");
    page.append(" operation gives back.</p>\n");
    heading("From one to the other");
    page.append("<ol>\n");
    for (String step : derivation.steps()) {
      page.append("<li>").append(MathMl.html(step)).append("</li>\n");
    }
    page.append("</ol>\n");
  }

  private void formula(String line) {
    page.append("<div class=\"formula\">").append(MathMl.html(line)).append("<br><code>");
    page.append(Markup.escape(line)).append("</code></div>\n");
  }

  private void parts() {
    heading("Composed of operations with rules of their own");
    for (Map.Entry<Class<? extends Function>, Derivation> part : operation.rules().entrySet()) {
      page.append("<p>").append(part.getKey().getSimpleName()).append("</p>\n");
      formula(part.getValue().forward());
      part.getValue().backward().forEach(this::formula);
    }
  }

  private void example(WorkedExample example) {
    heading("Worked example");
    page.append("<p>").append(Markup.escape(operation.example().name())).append(", for the loss ");
    page.append(MathMl.html("L = <gy, y>"));
    page.append(". The last columns compare the gradient by the rule with ");
    page.append(MathMl.html("(L(x + h) - L(x - h)) / (2 h)")).append(" for ");
    page.append(MathMl.html("h = 10^-6")).append(".</p>\n");
    ExampleTable.of(example).forEach(this::table);
    page.append("<p>Largest distance: ");
    page.append(String.format(Locale.ROOT, "%.1e", example.worstDifference())).append(".</p>\n");
  }

  private void table(ExampleTable table) {
    page.append("<div class=\"scroll\"><table>\n<caption>").append(table.caption());
    page.append("</caption>\n");
    List<String[]> rows = table.rows();
    for (int r = 0; r < rows.size(); r++) {
      page.append("<tr>");
      for (String cell : rows.get(r)) {
        boolean symbol = r == 0 && cell.matches("g?[a-z](_[0-9i])?");
        page.append(r == 0 ? "<th>" : "<td>");
        page.append(symbol ? MathMl.html(cell) : Markup.escape(cell).replace('-', '−'));
        page.append(r == 0 ? "</th>" : "</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</table></div>\n");
    if (table.omitted() > 0) {
      page.append("<p class=\"note\">and ").append(table.omitted()).append(" more elements</p>\n");
    }
  }
}
