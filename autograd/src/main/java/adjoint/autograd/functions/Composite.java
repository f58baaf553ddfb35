package adjoint.autograd.functions;

import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Tensor;
import java.util.List;

/** Operations composed of others: they have no rule of their own. */
public final class Composite {
  private Composite() {}

  public static Variable var(Variable x, int[] dimensions, int correction, boolean keep) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable norm(Variable x, double p, int... dimensions) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable flatten(Variable x, int first, int last) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable squeeze(Variable x, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable unsqueeze(Variable x, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static List<Variable> split(Variable x, int[] sizes, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable matmul(Variable a, Variable b) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable conv2d(Variable x, Variable weight, Variable bias, Conv2dOptions options) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable concat(List<Variable> variables, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable stack(List<Variable> variables, int dimension) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static Variable where(Tensor condition, Variable a, Variable b) {
    throw new UnsupportedOperationException("not built yet");
  }
}
