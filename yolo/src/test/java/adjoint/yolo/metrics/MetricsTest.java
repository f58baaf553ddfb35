package adjoint.yolo.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The numbers of specification G7. */
class MetricsTest {
  private static final float[][] DETECTIONS = {
    {10, 10, 50, 50, .9f, 0},
    {12, 11, 52, 51, .85f, 0},
    {60, 60, 100, 100, .8f, 1},
    {11, 12, 49, 52, .7f, 0},
    {200, 200, 240, 240, .6f, 1},
    {62, 58, 103, 99, .5f, 1},
    {150, 10, 190, 60, .4f, 0},
  };

  private static final float[][] LABELS = {
    {0, 10, 11, 50, 52}, {1, 61, 59, 101, 101}, {0, 150, 10, 188, 58}, {1, 300, 300, 330, 330},
  };

  private static AveragePrecision figures() {
    double[] confidences = Arrays.stream(DETECTIONS).mapToDouble(row -> row[4]).toArray();
    int[] predicted = Arrays.stream(DETECTIONS).mapToInt(row -> (int) row[5]).toArray();
    int[] labelled = Arrays.stream(LABELS).mapToInt(row -> (int) row[0]).toArray();
    boolean[][] correct = DetectionMatching.correct(DETECTIONS, LABELS);
    return AveragePrecision.of(correct, confidences, predicted, labelled);
  }

  private static boolean[] firstNine() {
    boolean[] row = new boolean[10];
    Arrays.fill(row, 0, 9, true);
    return row;
  }

  @Test
  void matchesAtTenThresholds() {
    boolean[][] correct = DetectionMatching.correct(DETECTIONS, LABELS);
    for (int i = 0; i < correct.length; i++) {
      boolean right = i == 0 || i == 2 || i == 6;
      assertArrayEquals(right ? firstNine() : new boolean[10], correct[i], "detection " + i);
    }
  }

  @Test
  void givesAnAmbiguousLabelToTheMostConfidentDetection() {
    float[][] detections = {{10, 10, 50, 50, .9f, 0}, {10, 11, 50, 52, .85f, 0}};
    boolean[][] correct =
        DetectionMatching.correct(detections, new float[][] {{0, 10, 11, 50, 53}});
    assertArrayEquals(firstNine(), correct[0]);
    assertArrayEquals(new boolean[10], correct[1]);
  }

  @Test
  void matchesNothingWithNothing() {
    assertEquals(0, DetectionMatching.correct(new float[0][], LABELS).length);
    boolean[][] correct = DetectionMatching.correct(DETECTIONS, new float[0][]);
    assertArrayEquals(new boolean[DETECTIONS.length][10], correct);
  }

  @Test
  void spacesTheThresholdsEvenly() {
    float[] thresholds = DetectionMatching.iouThresholds();
    for (int k = 0; k < 10; k++) {
      assertEquals(0.5 + 0.05 * k, thresholds[k], 1e-7);
    }
  }

  @Test
  void averagesPrecision() {
    AveragePrecision figures = figures();
    assertClass(figures.classes().get(0), .745, .44422199, .47046351, 1);
    assertClass(figures.classes().get(1), .58, .99949947, .6665554, 0);
    assertEquals((.44422199 + .99949947) / 2, figures.precision(), 1e-8);
    assertEquals(.5, figures.recall(), 1e-8);
    assertEquals((.745 + .58) / 2, figures.map50(), 1e-12);
    assertEquals((.745 + .58) / 2 * .9, figures.map(), 1e-12);
  }

  private static void assertClass(
      ClassMetrics actual, double ap, double precision, double f1, int falsePositives) {
    double[] expected = new double[10];
    Arrays.fill(expected, 0, 9, ap);
    assertArrayEquals(expected, actual.averagePrecision(), 1e-12);
    assertEquals(2, actual.labels());
    assertEquals(precision, actual.precision(), 1e-8);
    assertEquals(.5, actual.recall(), 1e-8);
    assertEquals(f1, actual.f1(), 1e-8);
    assertEquals(1, actual.truePositives());
    assertEquals(falsePositives, actual.falsePositives());
  }

  @Test
  void integratesTheEnvelope() {
    double[] recall = {.25, .25, .5, .75};
    double[] precision = {1, .5, 2.0 / 3, .75};
    assertEquals(.7175, new PrecisionRecallCurve(recall, precision).area(), 1e-12);
  }

  @Test
  void countsConfusions() {
    ConfusionMatrix matrix = new ConfusionMatrix(2);
    matrix.add(DETECTIONS, LABELS);
    long[][] expected = {{2, 0, 2}, {0, 1, 2}, {0, 1, 0}};
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        assertEquals(expected[row][column], matrix.count(row, column), row + ", " + column);
      }
    }
    double[][] shares = matrix.normalised();
    assertEquals(.5, shares[1][1], 1e-9);
    assertEquals(.5, shares[2][1], 1e-9);
    assertEquals(0, shares[2][2]);
  }

  @Test
  void leavesWrongDetectionsWithoutAnOverlapOut() {
    ConfusionMatrix matrix = new ConfusionMatrix(2);
    matrix.add(new float[][] {{0, 0, 5, 5, .9f, 1}}, new float[][] {{0, 50, 50, 60, 60}});
    matrix.add(DETECTIONS, new float[0][]);
    matrix.add(new float[0][], LABELS);
    assertEquals(1, matrix.count(2, 0));
    assertEquals(0, matrix.count(1, 2));
  }

  @Test
  void weighsFitness() {
    assertEquals(.43, Fitness.of(.7, .4), 1e-12);
  }

  @Test
  void givesZerosWithoutDetections() {
    AveragePrecision none =
        AveragePrecision.of(new boolean[0][], new double[0], new int[0], new int[] {3, 3, 1});
    assertEquals(2, none.classes().size());
    assertEquals(2, none.classes().get(1).labels());
    assertEquals(0, none.precision());
    assertEquals(0, none.map());
  }

  @Test
  void givesZerosWithoutLabels() {
    AveragePrecision none =
        AveragePrecision.of(new boolean[1][10], new double[] {.5}, new int[] {0}, new int[0]);
    assertEquals(0, none.classes().size());
    assertEquals(0, none.map50());
    assertEquals(0, none.fitness());
  }

  @Test
  void refusesListsOfDifferentLengths() {
    assertThrows(
        IllegalArgumentException.class,
        () -> AveragePrecision.of(new boolean[2][10], new double[2], new int[1], new int[0]));
  }
}
