package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * A choice between two tensors of the condition's shape: {@code y = a where c, otherwise b}; {@code
 * ga = gy where c, otherwise 0}, {@code gb = 0 where c, otherwise gy}.
 */
public final class Where extends Function {
  private final Tensor condition;

  /** Makes one application; {@code condition} is BOOL. */
  public Where(Tensor condition) {
    this.condition = condition;
  }

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = a where c, otherwise b",
        List.of("ga = gy where c, otherwise 0", "gb = 0 where c, otherwise gy"),
        List.of(
            "dy = [c] da + [not c] db, for c does not depend on the others",
            "<gy, dy> = <gy [c], da> + <gy [not c], db>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    return Tensor.where(condition, x[0], x[1]);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    return new Variable[] {
      needsGradient(0) ? Selection.keep(gy, condition) : null,
      needsGradient(1) ? Selection.drop(gy, condition) : null
    };
  }
}
