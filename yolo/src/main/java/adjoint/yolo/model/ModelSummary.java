package adjoint.yolo.model;

import adjoint.tensor.io.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model's table of rows and its totals.
 *
 * @param model the model's name
 * @param rows the rows
 * @param layers number of modules in the tree, containers and the model itself included
 * @param parameters number of trained numbers
 * @param gradients those of them that require a gradient
 * @param gflops billions of floating-point operations for one square image of {@code imageSize}, by
 *     {@link CountingRules#PLAIN}
 * @param imageSize height and width of that image
 */
public record ModelSummary(
    String model,
    List<SummaryRow> rows,
    int layers,
    long parameters,
    long gradients,
    double gflops,
    int imageSize) {

  static ModelSummary of(DetectionModel model, int imageSize) {
    List<SummaryRow> rows =
        model.layers().stream()
            .map(
                layer ->
                    new SummaryRow(
                        layer.row().index(),
                        layer.row().from(),
                        layer.row().fromList(),
                        layer.repeats(),
                        layer.module().parameterCount(),
                        layer.typeName(),
                        layer.arguments()))
            .toList();
    long gradients =
        model.parameters().values().stream()
            .filter(p -> p.requiresGrad())
            .mapToLong(p -> p.value().elementCount())
            .sum();
    return new ModelSummary(
        model.name(),
        rows,
        model.modules().size(),
        model.parameterCount(),
        gradients,
        OperationCounter.gflops(model, CountingRules.PLAIN, imageSize),
        imageSize);
  }

  /** The totals in one line. */
  public String totals() {
    return String.format(
        Locale.ROOT,
        "%s summary: %d layers, %d parameters, %d gradients, %.1f GFLOPs",
        model,
        layers,
        parameters,
        gradients,
        gflops);
  }

  /** The table, a line for each row, and the totals. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(text, "", "from", "n", "params", "module", "arguments");
    for (SummaryRow row : rows) {
      line(
          text,
          Integer.toString(row.index()),
          from(row),
          Integer.toString(row.repeats()),
          Long.toString(row.parameters()),
          row.module(),
          PythonText.of(row.arguments()));
    }
    return text.append(totals()).toString();
  }

  private static String from(SummaryRow row) {
    return row.fromList() ? PythonText.of(row.from()) : row.from().get(0).toString();
  }

  private static void line(StringBuilder text, String... columns) {
    String line = String.format(Locale.ROOT, "%3s%18s%3s%10s  %-40s%-30s", (Object[]) columns);
    text.append(line.stripTrailing()).append('\n');
  }

  /**
   * The table as JSON: {@code {"model", "parameters", "gflops", "rows": [{"index", "from",
   * "repeats", "module", "parameters", "arguments"}]}}.
   */
  public String toJson() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("model", model);
    summary.put("layers", (long) layers);
    summary.put("parameters", parameters);
    summary.put("gradients", gradients);
    summary.put("gflops", gflops);
    summary.put("image_size", (long) imageSize);
    summary.put("rows", rows.stream().map(ModelSummary::rowValues).toList());
    return Json.writeIndented(summary);
  }

  private static Map<String, Object> rowValues(SummaryRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("index", (long) row.index());
    values.put("from", row.fromList() ? row.from() : row.from().get(0));
    values.put("repeats", (long) row.repeats());
    values.put("module", row.module());
    values.put("parameters", row.parameters());
    values.put("arguments", row.arguments());
    return values;
  }
}
