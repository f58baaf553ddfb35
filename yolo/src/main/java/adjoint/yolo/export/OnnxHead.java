package adjoint.yolo.export;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.yolo.blocks.Detect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The detection head, decoding included. */
final class OnnxHead {
  private OnnxHead() {}

  static void addTo(OnnxRegistry registry) {
    registry.register(Detect.class, OnnxHead::write);
  }

  private static String write(Detect detect, OnnxScope scope, List<String> x) {
    OnnxScope convolutions = scope.inside("m");
    List<String> levels = new ArrayList<>();
    for (int level = 0; level < detect.levels(); level++) {
      String map = convolutions.child(Integer.toString(level), x.get(level));
      levels.add(decode(detect, scope, level, map));
    }
    return scope.concat(1, levels.toArray(String[]::new));
  }

  private static String decode(Detect detect, OnnxScope scope, int level, String map) {
    int anchors = detect.anchorsPerLevel();
    int outputs = detect.classes() + 5;
    double stride = detect.strides()[level];
    String rows = scope.transpose(scope.reshape(map, 0, anchors, outputs, -1), 0, 1, 3, 2);
    String s = scope.node("Sigmoid", rows);
    String twice = scope.node("Mul", scope.slice(s, 3, 0, 4), scope.number(2));
    String xy = scope.node("Add", scope.slice(twice, 3, 0, 2), grid(scope, level, stride, map));
    xy = scope.node("Mul", xy, scope.number(stride));
    String wh = scope.slice(twice, 3, 2, 4);
    Tensor pixels = detect.anchors().select(0, level).to(DType.F32).mul(stride);
    String size = scope.floats("anchors " + level, pixels.reshape(1, anchors, 1, 2));
    wh = scope.node("Mul", scope.node("Mul", wh, wh), size);
    String rest = scope.slice(s, 3, 4, outputs);
    return scope.reshape(scope.concat(3, xy, wh, rest), 0, -1, outputs);
  }

  /** Each cell's column and row minus a half, 1 x 1 x cells x 2. */
  private static String grid(OnnxScope scope, int level, double stride, String map) {
    if (scope.options().dynamic()) {
      return grid(scope, map);
    }
    int height = (int) (scope.options().height() / stride);
    int width = (int) (scope.options().width() / stride);
    float[] cells = new float[height * width * 2];
    for (int i = 0; i < height * width; i++) {
      cells[2 * i] = i % width - 0.5f;
      cells[2 * i + 1] = i / width - 0.5f;
    }
    return scope.floats("grid " + level, Tensor.of(cells, 1, 1, height * width, 2));
  }

  /** The same, for the map's size at run time. */
  private static String grid(OnnxScope scope, String map) {
    String shape = scope.node("Shape", map);
    String size = scope.slice(shape, 0, 2, 4);
    String columns = scope.node("Expand", range(scope, shape, 3), size);
    String rows = scope.reshape(range(scope, shape, 2), -1, 1);
    rows = scope.node("Expand", rows, size);
    String cells =
        scope.concat(3, scope.reshape(columns, 1, 1, -1, 1), scope.reshape(rows, 1, 1, -1, 1));
    return scope.node("Sub", cells, scope.number(0.5));
  }

  /** 0, 1, ... up to the size of an axis. */
  private static String range(OnnxScope scope, String shape, int axis) {
    String count = scope.node("Gather", Map.of("axis", 0), shape, scope.index(axis));
    String numbers = scope.node("Range", scope.index(0), count, scope.index(1));
    return scope.node("Cast", Map.of("to", 1), numbers);
  }
}
