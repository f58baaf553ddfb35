package adjoint.tensor.vector;

/** Copies of elements that lie a step apart. */
final class Copies {
  private Copies() {}

  /** {@code target[at + i] = source[from + i * step]}. */
  static void copy(float[] source, int from, int step, float[] target, int at, int count) {
    if (step == 1) {
      System.arraycopy(source, from, target, at, count);
    } else {
      int i = 0;
      if (step == 2 && WarmUp.elementsReady()) {
        i = VectorLoops.everySecond(source, from, target, at, count);
      }
      for (; i < count; i++) {
        target[at + i] = source[from + i * step];
      }
    }
  }

  /**
   * {@code target[at + 2 i] = source[even + i]} and {@code target[at + 2 i + 1] = source[odd + i]}.
   */
  static void interleave(float[] source, int even, int odd, float[] target, int at, int count) {
    int i =
        WarmUp.trainingReady() ? VectorLoops.interleave(source, even, odd, target, at, count) : 0;
    for (; i < count; i++) {
      target[at + 2 * i] = source[even + i];
      target[at + 2 * i + 1] = source[odd + i];
    }
  }

  /**
   * Transposes a matrix: {@code target[at + j * targetStep + i] = source[from + i * rowStep + j *
   * columnStep]} for i below {@code rows} and j below {@code columns}.
   */
  static void transpose(
      float[] source,
      int from,
      int rowStep,
      int columnStep,
      float[] target,
      int at,
      int targetStep,
      int rows,
      int columns) {
    int i = 0;
    if (columnStep == 1) {
      for (; i + 8 <= rows; i += 8) {
        transposeEightRows(
            source, from + i * rowStep, rowStep, target, at + i, targetStep, columns);
      }
    }
    for (; i + 4 <= rows; i += 4) {
      int row = from + i * rowStep;
      for (int j = 0; j < columns; j++) {
        int to = at + j * targetStep + i;
        int index = row + j * columnStep;
        target[to] = source[index];
        target[to + 1] = source[index + rowStep];
        target[to + 2] = source[index + 2 * rowStep];
        target[to + 3] = source[index + 3 * rowStep];
      }
    }
    for (; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        target[at + j * targetStep + i] = source[from + i * rowStep + j * columnStep];
      }
    }
  }

  /** Eight rows at once, so that half a cache line of the target is written in one go. */
  private static void transposeEightRows(
      float[] source, int from, int rowStep, float[] target, int at, int targetStep, int columns) {
    int row1 = from + rowStep;
    int row2 = row1 + rowStep;
    int row3 = row2 + rowStep;
    int row4 = row3 + rowStep;
    int row5 = row4 + rowStep;
    int row6 = row5 + rowStep;
    int row7 = row6 + rowStep;
    for (int j = 0; j < columns; j++) {
      int to = at + j * targetStep;
      target[to] = source[from + j];
      target[to + 1] = source[row1 + j];
      target[to + 2] = source[row2 + j];
      target[to + 3] = source[row3 + j];
      target[to + 4] = source[row4 + j];
      target[to + 5] = source[row5 + j];
      target[to + 6] = source[row6 + j];
      target[to + 7] = source[row7 + j];
    }
  }
}
