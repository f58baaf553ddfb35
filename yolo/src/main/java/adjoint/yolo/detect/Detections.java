package adjoint.yolo.detect;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The objects of one picture, most confident first.
 *
 * @param width columns of the original picture
 * @param height rows of the original picture
 * @param inputWidth columns of the network's input
 * @param inputHeight rows of the network's input
 * @param boxes the objects
 * @param timing where the time went
 */
public record Detections(
    int width, int height, int inputWidth, int inputHeight, List<Detection> boxes, Timing timing) {
  /** Copies the list. */
  public Detections {
    boxes = List.copyOf(boxes);
  }

  /** What was found in words, by class: {@code 4 persons, 1 bus}; {@code (no detections)}. */
  public String summary() {
    if (boxes.isEmpty()) {
      return "(no detections)";
    }
    Map<Integer, Integer> counts = new TreeMap<>();
    Map<Integer, String> names = new TreeMap<>();
    for (Detection box : boxes) {
      counts.merge(box.classIndex(), 1, Integer::sum);
      names.put(box.classIndex(), box.name());
    }
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (index, count) -> {
          text.append(text.isEmpty() ? "" : ", ").append(count).append(' ');
          text.append(names.get(index)).append(count > 1 ? "s" : "");
        });
    return text.toString();
  }
}
