package adjoint.tensor.ops;

import adjoint.tensor.Tensor;
import adjoint.tensor.backend.ReduceOp;

/** Not built yet. */
public final class Reductions {
  private Reductions() {}

  public static Tensor reduce(ReduceOp op, Tensor x, int[] dimensions, boolean keep) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor sumTo(Tensor x, int[] shape) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor mean(Tensor x, int[] dimensions, boolean keep) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor argReduce(boolean largest, Tensor x, int dimension, boolean keep) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor anyOrAll(boolean any, Tensor x, int[] dimensions) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor var(Tensor x, int[] dimensions, int correction, boolean keep) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor norm(Tensor x, double p, int[] dimensions, boolean keep) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor logSumExp(Tensor x, int[] dimensions, boolean keep) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor softmax(Tensor x, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor logSoftmax(Tensor x, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor cumsum(Tensor x, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }
}
