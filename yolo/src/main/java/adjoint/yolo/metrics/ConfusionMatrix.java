package adjoint.yolo.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Counts what each labelled class was taken for, at a confidence above 0.25 and an IoU above 0.45,
 * as YOLOv5 v6.1 counts: wrong detections in a picture without a single overlap are left out, as
 * are pictures that have only labels or only detections.
 *
 * <p>Rows are what was predicted, columns what was labelled; the last of each is the background.
 */
public final class ConfusionMatrix {
  private static final float CONFIDENCE = 0.25f;
  private static final float IOU = 0.45f;

  private final int classes;
  private final long[][] counts;

  /**
   * A matrix of zeros.
   *
   * @param classes number of classes
   */
  public ConfusionMatrix(int classes) {
    this.classes = classes;
    counts = new long[classes + 1][classes + 1];
  }

  /**
   * Counts one picture.
   *
   * @param detections n x 6: x1, y1, x2, y2, confidence, class
   * @param labels m x 5: class, x1, y1, x2, y2, in the same pixels
   */
  public void add(float[][] detections, float[][] labels) {
    if (detections.length == 0 || labels.length == 0) {
      return;
    }
    float[][] confident =
        Arrays.stream(detections).filter(row -> row[4] > CONFIDENCE).toArray(float[][]::new);
    List<Overlap> matches = matches(confident, labels);
    int[] takenFor = new int[labels.length];
    Arrays.fill(takenFor, classes);
    boolean[] matched = new boolean[confident.length];
    for (Overlap match : matches) {
      takenFor[match.label()] = (int) confident[match.detection()][5];
      matched[match.detection()] = true;
    }
    for (int i = 0; i < labels.length; i++) {
      counts[takenFor[i]][(int) labels[i][0]]++;
    }
    for (int j = 0; j < confident.length && !matches.isEmpty(); j++) {
      if (!matched[j]) {
        counts[(int) confident[j][5]][classes]++;
      }
    }
  }

  private static List<Overlap> matches(float[][] detections, float[][] labels) {
    List<Overlap> pairs = Overlap.pairs(labels, detections, (iou, labelled, detected) -> iou > IOU);
    List<Overlap> claims = new ArrayList<>(Overlap.firstOfEachDetection(pairs, detections.length));
    claims.sort(Comparator.comparingDouble(Overlap::iou).reversed());
    return Overlap.firstOfEachLabel(claims, labels.length);
  }

  /** Number of classes, the background not counted. */
  public int classes() {
    return classes;
  }

  /**
   * How often {@code labelled} was taken for {@code predicted}; the number of classes is nothing.
   */
  public long count(int predicted, int labelled) {
    return counts[predicted][labelled];
  }

  /** Each column divided by its sum; a column of zeros stays so. */
  public double[][] normalised() {
    double[][] shares = new double[classes + 1][classes + 1];
    for (int column = 0; column <= classes; column++) {
      double sum = 0;
      for (long[] row : counts) {
        sum += row[column];
      }
      for (int row = 0; row <= classes; row++) {
        shares[row][column] = counts[row][column] / (sum + 1e-9);
      }
    }
    return shares;
  }
}
