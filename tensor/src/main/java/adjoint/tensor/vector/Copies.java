package adjoint.tensor.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Copies of elements that lie a step apart. */
final class Copies {
  private static final VectorSpecies<Float> F = Species.FLOATS;
  private static final int L = F.length();
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(F, i -> 2 * i % L);
  private static final VectorMask<Float> UPPER = upperHalf();

  private Copies() {}

  private static VectorMask<Float> upperHalf() {
    boolean[] lanes = new boolean[L];
    Arrays.fill(lanes, L / 2, L, true);
    return VectorMask.fromArray(F, lanes, 0);
  }

  /** {@code target[at + i] = source[from + i * step]}. */
  static void copy(float[] source, int from, int step, float[] target, int at, int count) {
    if (step == 1) {
      System.arraycopy(source, from, target, at, count);
    } else {
      int done = step == 2 ? everySecond(source, from, target, at, count) : 0;
      for (int i = done; i < count; i++) {
        target[at + i] = source[from + i * step];
      }
    }
  }

  /** Copies whole vectors as far as that is possible, and returns how many elements it copied. */
  private static int everySecond(float[] source, int from, float[] target, int at, int count) {
    int end = Math.min(count, (source.length - from) / 2) - L;
    int i = 0;
    for (; i <= end; i += L) {
      FloatVector low = FloatVector.fromArray(F, source, from + 2 * i);
      FloatVector high = FloatVector.fromArray(F, source, from + 2 * i + L);
      low.rearrange(EVEN).blend(high.rearrange(EVEN), UPPER).intoArray(target, at + i);
    }
    return i;
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
