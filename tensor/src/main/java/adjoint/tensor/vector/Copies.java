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
}
