package adjoint.tensor.ops;

import adjoint.tensor.Tensor;
import adjoint.tensor.ValuesAndIndices;

/** Not built yet. */
public final class Sorting {
  private Sorting() {}

  public static ValuesAndIndices sort(Tensor x, int dimension, boolean descending) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static ValuesAndIndices topk(Tensor x, int k, int dimension, boolean largest) {
    throw new UnsupportedOperationException("not built yet");
  }
}
