package adjoint.tensor.vector;

import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;
import adjoint.tensor.backend.UnaryOp;

/** The functions of {@link VectorBackend} that the JIT compiler does not vectorise by itself. */
final class VectorUnary {
  /** Elements of a task: long enough to be worth waking a thread for. */
  private static final int BLOCK = 16 * 1024;

  private VectorUnary() {}

  private interface Loop {
    void apply(float[] source, int from, float[] target, int at, int count);
  }

  /** Computes {@code op}, or returns false if that is left to plain Java. */
  static boolean apply(UnaryOp op, Tensor x, Tensor out) {
    Loop loop =
        switch (op) {
          case EXP -> VectorLoops::exp;
          case SIGMOID -> VectorLoops::sigmoid;
          case SILU -> VectorLoops::silu;
          default -> null;
        };
    if (loop == null || !x.isContiguous() || !WarmUp.elementsReady()) {
      return false;
    }
    float[] source = x.storage().floats();
    float[] target = out.storage().floats();
    int from = x.layout().offset();
    int at = out.layout().offset();
    int count = x.elementCount();
    Parallel.forEach(
        (count + BLOCK - 1) / BLOCK,
        task -> {
          int first = task * BLOCK;
          loop.apply(source, from + first, target, at + first, Math.min(BLOCK, count - first));
        });
    return true;
  }
}
