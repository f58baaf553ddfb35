package adjoint.yolo.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The cells that answer for four boxes, with figures of the reference. */
class AssignmentTest {
  private static Assignment level(int level, Tensor targets) {
    int side = 8 >> level;
    return Assignment.of(targets, Heads.of(2).anchors().select(0, level), side, side, 4);
  }

  private static void check(int level, int rows, int[] sums, double... boxes) {
    Assignment found = level(level, DetectionLossTest.TARGETS);
    assertEquals(rows, found.count());
    int[] actual = new int[5];
    for (int i = 0; i < rows; i++) {
      actual[0] += found.image(i);
      actual[1] += found.anchor(i);
      actual[2] += found.y(i);
      actual[3] += found.x(i);
      actual[4] += found.classOf(i);
    }
    assertArrayEquals(sums, actual);
    assertArrayEquals(boxes, found.boxes(DType.F64).sum(0).toDoubleArray(), 5e-3);
  }

  @Test
  void levelsHaveTheKnownSums() {
    check(0, 31, new int[] {7, 33, 120, 104, 10}, 8.56, 10.64, 111.2, 108.8);
    check(1, 20, new int[] {9, 12, 26, 34, 6}, 7.44, 8.96, 50.8, 48.0);
    check(2, 7, new int[] {4, 2, 2, 3, 3}, 4.16, 4.04, 10.8, 9.6);
  }

  @Test
  void rowsOfTheCoarsestLevelComeInTheKnownOrder() {
    Assignment found = level(2, DetectionLossTest.TARGETS);
    int[][] expected = {
      {0, 0, 1, 0, 1},
      {1, 0, 0, 1, 0},
      {1, 1, 0, 1, 0},
      {1, 0, 0, 0, 0},
      {1, 1, 0, 0, 0},
      {0, 0, 0, 0, 1},
      {0, 0, 1, 1, 1}
    };
    double[][] boxes = {
      {.52, .48, 1.2, .8},
      {.4, .4, 1.8, 1.8},
      {.4, .4, 1.8, 1.8},
      {1.4, .4, 1.8, 1.8},
      {1.4, .4, 1.8, 1.8},
      {.52, 1.48, 1.2, .8},
      {-.48, .48, 1.2, .8}
    };
    for (int i = 0; i < expected.length; i++) {
      int[] row = {found.image(i), found.anchor(i), found.y(i), found.x(i), found.classOf(i)};
      assertArrayEquals(expected[i], row, "row " + i);
      assertArrayEquals(
          boxes[i], found.boxes(DType.F64).select(0, i).toDoubleArray(), 1e-6, "box " + i);
    }
  }

  @Test
  void centreOnTheFarEdgeStaysInTheLastCell() {
    Assignment found = level(0, Tensor.of(new float[][] {{0, 0, 1, 1, .2f, .3f}}));
    assertEquals(9, found.count());
    for (int i = 0; i < 9; i++) {
      assertEquals(7, found.x(i));
      assertEquals(7, found.y(i));
      double[] box = found.boxes(DType.F64).select(0, i).toDoubleArray();
      assertArrayEquals(new double[] {1, 1, 1.6, 2.4}, box, 1e-6);
    }
  }

  @Test
  void noTargetsNoRows() {
    for (int level : IntStream.range(0, 3).toArray()) {
      assertEquals(0, level(level, Tensor.zeros(0, 6)).count());
    }
  }
}
