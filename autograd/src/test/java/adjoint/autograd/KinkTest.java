package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import adjoint.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The gradients stated for points where a function has a kink, a tie or a formula like 0 / 0. */
class KinkTest {
  private static double[] gradient(UnaryOperator<Variable> f, double... x) {
    Variable point = Variable.parameter(Tensor.of(x));
    return Autograd.grad(f.apply(point).sum(), point, false).value().toDoubleArray();
  }

  private static void assertGradient(UnaryOperator<Variable> f, double[] x, double... expected) {
    assertArrayEquals(expected, gradient(f, x), 1e-15);
  }

  private static double[] at(double... x) {
    return x;
  }

  @Test
  void rectifiers() {
    assertGradient(Variable::abs, at(-2, 0, 3), -1, 0, 1);
    assertGradient(Variable::relu, at(-2, 0, 3), 0, 0, 1);
    assertGradient(x -> x.leakyRelu(0.1), at(-2, 0, 3), 0.1, 0.1, 1);
    assertGradient(Variable::hardswish, at(-4, -3, 3, 4), 0, -0.5, 1.5, 1);
  }

  @Test
  void bothEndsOfAClampLetTheGradientThrough() {
    assertGradient(x -> x.clamp(2, 2), at(1, 2, 3), 0, 1, 0);
    assertGradient(x -> x.clamp(-1, 2), at(-1.1, -1, 0, 2, 2.1), 0, 1, 1, 1, 0);
    double infinite = Double.POSITIVE_INFINITY;
    assertGradient(x -> x.clamp(0, infinite), at(-1, 0, 1e300), 0, 1, 1);
  }

  @Test
  void tiesOfTwoAreHalved() {
    Variable a = Variable.parameter(Tensor.of(1.0, 2.0, 3.0));
    Variable b = Variable.parameter(Tensor.of(3.0, 2.0, 1.0));
    List<Variable> larger =
        Autograd.grad(List.of(a.maximum(b).sum()), List.of(a, b), null, false, false);
    assertArrayEquals(new double[] {0, 0.5, 1}, larger.get(0).value().toDoubleArray());
    assertArrayEquals(new double[] {1, 0.5, 0}, larger.get(1).value().toDoubleArray());
    List<Variable> smaller =
        Autograd.grad(List.of(a.minimum(b).sum()), List.of(a, b), null, false, false);
    assertArrayEquals(new double[] {1, 0.5, 0}, smaller.get(0).value().toDoubleArray());
    assertArrayEquals(new double[] {0, 0.5, 1}, smaller.get(1).value().toDoubleArray());
  }

  @Test
  void equalWinnersShare() {
    int[] all = {};
    assertGradient(x -> x.max(all, false).mul(3), at(5, 1, 5, 5), 1, 0, 1, 1);
    assertGradient(x -> x.min(all, false), at(5, 1, 1, 5), 0, 0.5, 0.5, 0);
    assertGradient(x -> x.reshape(2, 2).max(new int[] {1}, true), at(4, 4, 1, 2), 0.5, 0.5, 0, 1);
  }

  @Test
  void infiniteGradientsDoNotLeakThroughSelections() {
    assertGradient(x -> x.relu().sqrt(), at(-1, 4), 0, 0.25);
    assertGradient(x -> x.maximum(Variable.of(Tensor.of(0.0))).sqrt(), at(-1, 4), 0, 0.25);
    assertGradient(x -> x.clamp(0, 9).sqrt(), at(-1, 4, 100), 0, 0.25, 0);
  }

  @Test
  void productsWithZeros() {
    int[] all = {};
    UnaryOperator<Variable> prod = x -> x.prod(all, false);
    assertGradient(prod, at(2, 3, 4), 12, 8, 6);
    assertGradient(prod, at(2, 0, 4), 0, 8, 0);
    assertGradient(prod, at(0, 0, 4), 0, 0, 0);
    assertGradient(prod, at(7), 1);
    Tensor hessian = Autograd.hessian(prod, Variable.of(Tensor.of(0.0, 0.0, 4.0))).value();
    assertArrayEquals(new double[] {0, 4, 0, 4, 0, 0, 0, 0, 0}, hessian.toDoubleArray());
  }

  @Test
  void powersOfZero() {
    assertGradient(x -> x.pow(0), at(0, 2), 0, 0);
    assertGradient(x -> x.pow(1), at(0, -2), 1, 1);
    assertGradient(x -> x.pow(2), at(0, -2), 0, -4);
    Variable base = Variable.parameter(Tensor.of(0.0, 0.0, 2.0, -2.0));
    Variable exponent = Variable.parameter(Tensor.of(2.0, 0.0, 0.0, 3.0));
    List<Variable> gradients =
        Autograd.grad(
            List.of(base.pow(exponent).sum()), List.of(base, exponent), null, false, false);
    assertArrayEquals(new double[] {0, 0, 0, 12}, gradients.get(0).value().toDoubleArray());
    double[] byExponent = gradients.get(1).value().toDoubleArray();
    assertArrayEquals(new double[] {0, 0, Math.log(2), Double.NaN}, byExponent, 1e-15);
  }

  @Test
  void normsOfZeros() {
    for (double p : new double[] {1, 2, 3, Double.POSITIVE_INFINITY}) {
      assertGradient(x -> x.norm(p), at(0, 0), 0, 0);
    }
    assertGradient(x -> x.norm(2), at(3, -4), 0.6, -0.8);
  }

  @Test
  void largeArgumentsDoNotOverflow() {
    int[] all = {};
    assertGradient(x -> x.logSumExp(all, false), at(1000, 1000, -1000), 0.5, 0.5, 0);
    assertGradient(Variable::softplus, at(-1000, 0, 1000), 0, 0.5, 1);
    assertGradient(Variable::sigmoid, at(-1000, 1000), 0, 0);
    assertGradient(Variable::silu, at(-1000, 1000), 0, 1);
    assertGradient(Variable::mish, at(-1000, 1000), 0, 1);
    assertGradient(Variable::gelu, at(-1000, 1000), 0, 1);
    double[] pulled = gradient(x -> x.logSoftmax(0).select(0, 1), 1000, -1000);
    assertEquals(-1, pulled[0]);
    assertEquals(1, pulled[1]);
  }
}
