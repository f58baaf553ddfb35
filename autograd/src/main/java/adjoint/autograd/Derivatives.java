package adjoint.autograd;

import adjoint.autograd.functions.Expand;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Derivatives of functions, from reverse passes; see {@link Autograd}. */
final class Derivatives {
  private Derivatives() {}

  static Variable vjp(UnaryOperator<Variable> f, Variable x, Variable v) {
    boolean createGraph = Autograd.isRecording();
    return ThreadState.recording(
        true,
        () -> {
          Variable point = independent(x);
          return product(f.apply(point), point, v, createGraph);
        });
  }

  /** The gradient of a function with one element. */
  static Variable gradient(UnaryOperator<Variable> f, Variable x) {
    return vjp(f, x, null);
  }

  static Variable jvp(UnaryOperator<Variable> f, Variable x, Variable v) {
    boolean createGraph = Autograd.isRecording();
    return ThreadState.recording(
        true,
        () -> {
          Variable point = independent(x);
          Variable y = f.apply(point);
          Variable u = Variable.parameter(Tensor.zeros(y.dtype(), y.shape()));
          return product(product(y, point, u, true), u, v, createGraph);
        });
  }

  static Variable jacobian(UnaryOperator<Variable> f, Variable x) {
    boolean createGraph = Autograd.isRecording();
    return ThreadState.recording(
        true,
        () -> {
          Variable point = independent(x);
          Variable y = f.apply(point);
          int count = y.value().elementCount();
          if (count == 0) {
            return zeros(y, join(y.shape(), x.shape()));
          }
          List<Variable> rows = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            Tensor unit = Tensor.zeros(y.dtype(), y.shape());
            unit.set(1, Anomalies.index(i, y.shape()));
            rows.add(product(y, point, Variable.of(unit), createGraph));
          }
          return Variable.stack(rows, 0).reshape(join(y.shape(), x.shape()));
        });
  }

  /** {@code v^T dy/dx}, zeros where x has no influence; the graph stays. */
  private static Variable product(Variable y, Variable x, Variable v, boolean createGraph) {
    if (!y.requiresGrad()) {
      return zeros(y, x.shape());
    }
    List<Variable> gradients = v == null ? null : List.of(v);
    Variable product =
        Autograd.grad(List.of(y), List.of(x), gradients, true, createGraph, true).get(0);
    return product == null ? zeros(x, x.shape()) : product;
  }

  private static Variable zeros(Variable like, int[] shape) {
    return Variable.of(Tensor.zeros(like.dtype(), shape));
  }

  /** x as the argument of a function, apart from what else depends on x. */
  private static Variable independent(Variable x) {
    return x.requiresGrad() ? new Expand(x.shape()).apply(x) : Variable.parameter(x.value());
  }

  private static int[] join(int[] first, int[] second) {
    int[] joined = new int[first.length + second.length];
    System.arraycopy(first, 0, joined, 0, first.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
