package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DerivativesTest {
  private static final Tensor MATRIX = Tensor.rand(new Generator(5), DType.F64, 3, 2);

  /** From two numbers to three. */
  private static Variable curve(Variable x) {
    return Variable.of(MATRIX).matmul(x).sin().mul(x.sum().exp());
  }

  private static final Variable POINT = Variable.of(Tensor.of(0.3, -0.8));

  private static double[][] curveJacobian(double... x) {
    double[][] jacobian = new double[3][2];
    double e = Math.exp(x[0] + x[1]);
    for (int i = 0; i < 3; i++) {
      double a = MATRIX.get(i, 0) * x[0] + MATRIX.get(i, 1) * x[1];
      for (int j = 0; j < 2; j++) {
        jacobian[i][j] = e * (Math.cos(a) * MATRIX.get(i, j) + Math.sin(a));
      }
    }
    return jacobian;
  }

  @Test
  void jacobianAndItsProducts() {
    double[][] expected = curveJacobian(0.3, -0.8);
    Tensor jacobian = Autograd.jacobian(DerivativesTest::curve, POINT).value();
    assertArrayEquals(new int[] {3, 2}, jacobian.shape());
    Tensor v = Tensor.of(1.5, -2.0);
    Tensor u = Tensor.of(0.5, 2, -1);
    Tensor jvp = Autograd.jvp(DerivativesTest::curve, POINT, Variable.of(v)).value();
    Tensor vjp = Autograd.vjp(DerivativesTest::curve, POINT, Variable.of(u)).value();
    for (int i = 0; i < 3; i++) {
      assertEquals(expected[i][0], jacobian.get(i, 0), 1e-14);
      assertEquals(expected[i][1], jacobian.get(i, 1), 1e-14);
      assertEquals(1.5 * expected[i][0] - 2 * expected[i][1], jvp.get(i), 1e-14);
    }
    for (int j = 0; j < 2; j++) {
      double product = 0.5 * expected[0][j] + 2 * expected[1][j] - expected[2][j];
      assertEquals(product, vjp.get(j), 1e-14);
    }
  }

  @Test
  void hessianAndItsProduct() {
    UnaryOperator<Variable> f = x -> x.pow(3).sum().mul(x.select(0, 0));
    double a = 0.3;
    double b = -0.8;
    double[] expected = {12 * a * a, 3 * b * b, 3 * b * b, 6 * a * b};
    Tensor hessian = Autograd.hessian(f, POINT).value();
    assertArrayEquals(new int[] {2, 2}, hessian.shape());
    assertArrayEquals(expected, hessian.toDoubleArray(), 1e-14);
    Tensor product = Autograd.hvp(f, POINT, Variable.of(Tensor.of(2.0, -1.0))).value();
    assertEquals(2 * expected[0] - expected[1], product.get(0), 1e-14);
    assertEquals(2 * expected[2] - expected[3], product.get(1), 1e-14);
  }

  @Test
  void shapesOfHigherRankAreKept() {
    Variable x = Variable.of(Tensor.rand(new Generator(1), DType.F64, 2, 3));
    assertArrayEquals(new int[] {3, 2, 2, 3}, Autograd.jacobian(v -> v.t().sin(), x).shape());
    assertArrayEquals(new int[] {2, 3, 2, 3}, Autograd.hessian(v -> v.sin().sum(), x).shape());
    Variable empty = Variable.of(Tensor.zeros(DType.F64, 0));
    assertArrayEquals(new int[] {0, 0}, Autograd.jacobian(Variable::sin, empty).shape());
  }

  @Test
  void functionsWithoutInfluenceHaveZeroDerivatives() {
    UnaryOperator<Variable> constant = x -> Variable.of(Tensor.ones(DType.F64, 3));
    Variable v = Variable.of(Tensor.ones(DType.F64, 2));
    assertEquals(0, Autograd.jacobian(constant, POINT).value().abs().sum().item());
    assertEquals(0, Autograd.jvp(constant, POINT, v).value().abs().sum().item());
    assertEquals(0, Autograd.hessian(Variable::sum, POINT).value().abs().sum().item());
    assertArrayEquals(new int[] {3}, Autograd.jvp(constant, POINT, v).shape());
  }

  @Test
  void derivativesNest() {
    Variable v = Variable.of(Tensor.of(1.0, 2.0));
    GradCheck.standard().check(x -> Autograd.jvp(DerivativesTest::curve, x[0], v), POINT.value());
    GradCheck.standard()
        .check(x -> Autograd.hvp(y -> curve(y).square().sum(), x[0], v), POINT.value());
    GradCheck.standard().check(x -> Autograd.jacobian(DerivativesTest::curve, x[0]), POINT.value());
  }

  @Test
  void onlyTheArgumentCounts() {
    Variable x = Variable.parameter(Tensor.of(0.3, -0.8));
    Variable captured = x.mul(2);
    Variable one = Variable.of(Tensor.ones(DType.F64, 2));
    Tensor product = Autograd.vjp(y -> y.mul(captured), x, one).value();
    assertTrue(product.allClose(captured.value(), 0, 1e-15));
  }

  @Test
  void withoutRecordingResultsAreConstants() {
    Variable x = Variable.parameter(Tensor.of(0.3, -0.8));
    Variable one = Variable.of(Tensor.ones(DType.F64, 3));
    assertTrue(Autograd.vjp(DerivativesTest::curve, x, one).requiresGrad());
    assertFalse(Autograd.noGrad(() -> Autograd.vjp(DerivativesTest::curve, x, one)).requiresGrad());
  }
}
