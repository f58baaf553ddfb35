package adjoint.yolo.detect;

import adjoint.tensor.DType;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns a network's many overlapping boxes into one for each object: candidates by confidence, then
 * greedy suppression of what overlaps a better box of the same class. Computes in single precision
 * in the reference's order of operations, whose rounding decides close calls.
 */
public final class NonMaxSuppression {
  /** A box with a side outside these bounds, in pixels, is no candidate. */
  private static final float MIN_SIDE = 2;

  private static final float MAX_SIDE = 7680;

  /** Boxes of different classes are moved apart by this many pixels for each class. */
  private static final float CLASS_OFFSET = 7680;

  private static final int MAX_CANDIDATES = 30_000;

  private NonMaxSuppression() {}

  /** A box with its score; the corners are those of the unshifted box. */
  private record Candidate(float x1, float y1, float x2, float y2, float score, int label) {}

  /**
   * Suppresses over a batch.
   *
   * @param predictions F32, batch x rows x (5 + classes): centre x, centre y, width and height in
   *     pixels, objectness, class probabilities
   * @return for each picture the kept boxes, n x 6: x1, y1, x2, y2, confidence, class; most
   *     confident first
   * @throws ShapeException if the predictions have another form
   */
  public static List<Tensor> apply(Tensor predictions, NmsOptions options) {
    return apply(predictions, options, List.of());
  }

  /**
   * {@link #apply(Tensor, NmsOptions)} with boxes known beforehand, which enter with a confidence
   * of 1.
   *
   * @param known for each picture n x 5: class, centre x, centre y, width, height in pixels; or an
   *     empty list
   */
  public static List<Tensor> apply(Tensor predictions, NmsOptions options, List<Tensor> known) {
    if (predictions.rank() != 3 || predictions.size(2) < 6 || predictions.dtype() != DType.F32) {
      throw new ShapeException(
          "nms: predictions must be F32 of shape batch x rows x (5 + classes), got "
              + predictions.dtype()
              + Arrays.toString(predictions.shape()));
    }
    Tensor[] kept = new Tensor[predictions.size(0)];
    Parallel.forEach(
        kept.length,
        image -> {
          Tensor rows = predictions.select(0, image).contiguous();
          List<Candidate> candidates =
              candidates(
                  rows.storage().floats(),
                  rows.layout().offset(),
                  rows.size(0),
                  rows.size(1),
                  options);
          if (!known.isEmpty()) {
            addKnown(known.get(image), candidates, options);
          }
          kept[image] = toTensor(suppress(candidates, options));
        });
    return List.of(kept);
  }

  private static List<Candidate> candidates(
      float[] data, int offset, int rows, int columns, NmsOptions options) {
    float threshold = (float) options.confidence();
    boolean multiLabel = options.multiLabel() && columns > 6;
    List<Candidate> found = new ArrayList<>();
    for (int row = 0, at = offset; row < rows; row++, at += columns) {
      float objectness = data[at + 4];
      if (!(objectness > threshold) || !hasLegalSides(data[at + 2], data[at + 3])) {
        continue;
      }
      if (multiLabel) {
        for (int label = 0; label < columns - 5; label++) {
          add(data, at, objectness * data[at + 5 + label], label, threshold, options, found);
        }
      } else {
        int best = 0;
        float score = objectness * data[at + 5];
        for (int label = 1; label < columns - 5; label++) {
          float other = objectness * data[at + 5 + label];
          if (other > score) {
            score = other;
            best = label;
          }
        }
        add(data, at, score, best, threshold, options, found);
      }
    }
    return found;
  }

  private static boolean hasLegalSides(float width, float height) {
    return !(width < MIN_SIDE || height < MIN_SIDE || width > MAX_SIDE || height > MAX_SIDE);
  }

  private static void add(
      float[] data,
      int at,
      float score,
      int label,
      float threshold,
      NmsOptions options,
      List<Candidate> found) {
    if (score > threshold && isWanted(label, options)) {
      float halfWidth = data[at + 2] / 2;
      float halfHeight = data[at + 3] / 2;
      found.add(
          new Candidate(
              data[at] - halfWidth,
              data[at + 1] - halfHeight,
              data[at] + halfWidth,
              data[at + 1] + halfHeight,
              score,
              label));
    }
  }

  private static boolean isWanted(int label, NmsOptions options) {
    return options.classes().isEmpty() || options.classes().contains(label);
  }

  private static void addKnown(Tensor known, List<Candidate> candidates, NmsOptions options) {
    float[] data = known.toFloatArray();
    for (int i = 0; i < known.size(0); i++) {
      int label = (int) data[i * 5];
      add(data, i * 5 + 1, 1, label, (float) options.confidence(), options, candidates);
    }
  }

  private static List<Candidate> suppress(List<Candidate> candidates, NmsOptions options) {
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparingDouble((Candidate c) -> c.score).reversed());
    int count = Math.min(sorted.size(), MAX_CANDIDATES);
    float[][] shifted = new float[5][count];
    for (int i = 0; i < count; i++) {
      Candidate c = sorted.get(i);
      float shift = options.agnostic() ? 0 : c.label * CLASS_OFFSET;
      shifted[0][i] = c.x1 + shift;
      shifted[1][i] = c.y1 + shift;
      shifted[2][i] = c.x2 + shift;
      shifted[3][i] = c.y2 + shift;
      shifted[4][i] = (shifted[2][i] - shifted[0][i]) * (shifted[3][i] - shifted[1][i]);
    }
    int[] left = IntStream.range(0, count).toArray();
    List<Candidate> kept = new ArrayList<>();
    while (count > 0 && kept.size() < options.maxDetections()) {
      kept.add(sorted.get(left[0]));
      count = withoutOverlapping(shifted, left, count, options.iou());
    }
    return kept;
  }

  /** Takes out the first of the boxes that are left and those that overlap with it too much. */
  private static int withoutOverlapping(float[][] boxes, int[] left, int count, double threshold) {
    int best = left[0];
    float x1 = boxes[0][best];
    float y1 = boxes[1][best];
    float x2 = boxes[2][best];
    float y2 = boxes[3][best];
    float area = boxes[4][best];
    int kept = 0;
    for (int i = 1; i < count; i++) {
      int j = left[i];
      float width = Math.max(0, Math.min(x2, boxes[2][j]) - Math.max(x1, boxes[0][j]));
      float height = Math.max(0, Math.min(y2, boxes[3][j]) - Math.max(y1, boxes[1][j]));
      float intersection = width * height;
      if (!(intersection / (area + boxes[4][j] - intersection) > threshold)) {
        left[kept++] = j;
      }
    }
    return kept;
  }

  private static Tensor toTensor(List<Candidate> kept) {
    float[] data = new float[kept.size() * 6];
    int at = 0;
    for (Candidate c : kept) {
      data[at++] = c.x1;
      data[at++] = c.y1;
      data[at++] = c.x2;
      data[at++] = c.y2;
      data[at++] = c.score;
      data[at++] = c.label;
    }
    return Tensor.of(data, kept.size(), 6);
  }
}
