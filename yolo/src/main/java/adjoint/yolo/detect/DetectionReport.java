package adjoint.yolo.detect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The detections of many pictures, collected for a JSON file. */
public final class DetectionReport {
  private final List<Object> images = new ArrayList<>();
  private Timing total = new Timing(0, 0, 0);

  /** Adds one picture. */
  public void add(Path file, Detections detections) {
    List<Object> boxes = new ArrayList<>();
    for (Detection box : detections.boxes()) {
      Detection whole = box.rounded();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put(
          "box", List.of((int) whole.x1(), (int) whole.y1(), (int) whole.x2(), (int) whole.y2()));
      entry.put("confidence", Math.round(box.confidence() * 1e5) / 1e5);
      entry.put("class", box.classIndex());
      entry.put("name", box.name());
      boxes.add(entry);
    }
    Map<String, Object> image = new LinkedHashMap<>();
    image.put("file", file.toString());
    image.put("width", detections.width());
    image.put("height", detections.height());
    image.put("detections", boxes);
    images.add(image);
    total = total.plus(detections.timing());
  }

  /** Number of pictures. */
  public int size() {
    return images.size();
  }

  /** The mean timing of a picture; zeros if there is none. */
  public Timing meanTiming() {
    return total.dividedBy(Math.max(images.size(), 1));
  }

  /** The report as maps, lists, strings and numbers, in the order in which it is written. */
  public Map<String, Object> toMap() {
    Timing mean = meanTiming();
    Map<String, Object> timing = new LinkedHashMap<>();
    timing.put("preprocess_ms", thousandths(mean.preprocess()));
    timing.put("inference_ms", thousandths(mean.inference()));
    timing.put("nms_ms", thousandths(mean.nms()));
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("images", images);
    report.put("timing", timing);
    return report;
  }

  private static double thousandths(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
