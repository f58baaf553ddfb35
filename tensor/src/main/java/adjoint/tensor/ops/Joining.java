package adjoint.tensor.ops;

import adjoint.tensor.Tensor;
import java.util.List;

/** Not built yet. */
public final class Joining {
  private Joining() {}

  public static Tensor concat(List<Tensor> tensors, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor stack(List<Tensor> tensors, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Tensor pad(Tensor x, int[] amounts, double value) {
    throw new UnsupportedOperationException("not built yet");
  }
}
