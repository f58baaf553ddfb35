package adjoint.tensor.ops;

import adjoint.tensor.Tensor;

/** Not built yet. */
public final class Indexing {
  private Indexing() {}

  public static Tensor gather(Tensor x, int dimension, Tensor index) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor scatterAdd(Tensor x, int dimension, Tensor index, Tensor source) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor indexSelect(Tensor x, int dimension, Tensor index) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor indexAdd(Tensor x, int dimension, Tensor index, Tensor source) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor maskedSelect(Tensor x, Tensor mask) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor nonzero(Tensor x) {
    throw new UnsupportedOperationException("not built yet");
  }
}
