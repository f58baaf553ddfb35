package adjoint.autograd.functions;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * The elementwise quotient of two tensors of one shape: {@code y = a / b}; {@code ga = gy / b},
 * {@code gb = -gy y / b}.
 */
public final class Div extends Function {
  /** Makes one application. */
  public Div() {}

  @Override
  public Derivation derivation() {
    return new Derivation(
        "y = a / b",
        List.of("ga = gy / b", "gb = -gy y / b"),
        List.of(
            "a = y b, so da = b dy + y db",
            "dy = da / b - y db / b",
            "<gy, dy> = <gy / b, da> + <-gy y / b, db>"));
  }

  @Override
  protected Tensor forward(Tensor... x) {
    saveInput(1);
    if (needsGradient(1)) {
      saveOutput();
    }
    return x[0].div(x[1]);
  }

  @Override
  protected Variable[] backward(Variable gy) {
    Variable ga = gy.div(input(1));
    return new Variable[] {ga, needsGradient(1) ? ga.mul(output()).neg() : null};
  }
}
