package adjoint.autograd.functions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.AutogradException;
import adjoint.autograd.EigenPairs;
import adjoint.autograd.Expression;
import adjoint.autograd.GradCheck;
import adjoint.autograd.SignedLogarithm;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.Generator;
import adjoint.tensor.LinearAlgebraException;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What no specification says: singular matrices, equal eigenvalues, and rules that must agree. */
class LinearAlgebraGradientTest {
  private final Generator generator = new Generator(5);

  private Tensor positiveDefinite(int n) {
    Tensor m = Tensor.randn(generator, DType.F64, n, n);
    return m.matmul(m.t()).add(Tensor.eye(DType.F64, n));
  }

  private static Tensor matrix(double... elements) {
    int n = (int) Math.sqrt(elements.length);
    return Tensor.of(elements, n, n);
  }

  private static Tensor gradient(UnaryOperator<Variable> f, Tensor x) {
    Variable point = Variable.parameter(x);
    return Autograd.grad(f.apply(point).sum(), point, false).value();
  }

  private static void checkBothOrders(Expression f, Tensor... inputs) {
    GradCheck.standard().check(f, inputs);
    GradCheck.standard().checkSecondOrder(f, inputs);
  }

  private static void assertClose(Tensor expected, Tensor actual) {
    assertTrue(actual.allClose(expected, 1e-11, 1e-11), () -> expected + "\n" + actual);
  }

  // ---- determinants ---------------------------------------------------------------------------

  @Test
  void theGradientOfADeterminantThatIsZeroIsTheCofactors() {
    assertArrayEquals(
        new double[] {4, -2, -2, 1},
        gradient(Variable::determinant, matrix(1, 2, 2, 4)).toDoubleArray());
    Tensor threeOfRankTwo = matrix(1, 2, 3, 2, 4, 6, 1, 0, 1);
    assertArrayEquals(
        new double[] {4, 4, -4, -2, -2, 2, 0, 0, 0},
        gradient(Variable::determinant, threeOfRankTwo).toDoubleArray(),
        1e-15);
    checkBothOrders(x -> x[0].determinant(), threeOfRankTwo);
    Tensor ones = Tensor.ones(DType.F64, 3, 3);
    assertEquals(0, gradient(Variable::determinant, ones).abs().max().item());
    checkBothOrders(x -> x[0].determinant(), ones);
    checkBothOrders(x -> x[0].determinant(), Tensor.zeros(DType.F64, 3, 3));
    checkBothOrders(x -> x[0].determinant(), Tensor.zeros(DType.F64, 1, 1));
  }

  @Test
  void oneSingularMatrixAmongOthers() {
    Tensor regular = Tensor.randn(generator, DType.F64, 3, 3);
    Tensor both = Tensor.stack(List.of(regular, Tensor.ones(DType.F64, 3, 3)), 0);
    checkBothOrders(x -> x[0].determinant(), both);
    assertClose(
        gradient(Variable::determinant, regular),
        gradient(Variable::determinant, both).select(0, 0));
  }

  @Test
  void emptyMatrices() {
    Tensor none = Tensor.zeros(DType.F64, 2, 0, 0);
    for (UnaryOperator<Variable> f :
        List.<UnaryOperator<Variable>>of(
            Variable::determinant,
            Variable::inverse,
            Variable::cholesky,
            Variable::trace,
            x -> x.symmetricEigen().vectors(),
            x -> x.logDeterminant().logarithm())) {
      assertArrayEquals(none.shape(), gradient(f, none).shape());
    }
  }

  @Test
  void theLogarithmOfZeroHasNoGradient() {
    Variable x = Variable.parameter(matrix(1, 2, 2, 4));
    SignedLogarithm determinant = x.logDeterminant();
    assertEquals(0, determinant.sign().item());
    assertEquals(Double.NEGATIVE_INFINITY, determinant.logarithm().item());
    LinearAlgebraException error =
        assertThrows(LinearAlgebraException.class, () -> determinant.logarithm().backward());
    assertEquals(
        "inverse: the matrix of shape [2, 2] is singular: pivot 1 (counted from 0) is 0",
        error.getMessage());
    assertEquals(-1, Variable.of(matrix(0, 1, 1, 0)).logDeterminant().sign().item());
  }

  // ---- rules that must agree ------------------------------------------------------------------

  @Test
  void fourWaysToTheLogarithmOfADeterminant() {
    Tensor a = positiveDefinite(5);
    Tensor expected = a.inverse();
    assertClose(expected, gradient(x -> x.logDeterminant().logarithm(), a));
    assertClose(expected, gradient(x -> x.determinant().log(), a));
    assertClose(expected, gradient(x -> x.cholesky().diagonal().log().mul(2), a));
    assertClose(expected, gradient(x -> x.symmetricEigen().values().log(), a));
  }

  @Test
  void solvingIsMultiplyingByTheInverse() {
    Tensor a = positiveDefinite(4);
    Tensor b = Tensor.randn(generator, DType.F64, 4);
    Variable side = Variable.of(b);
    Tensor expected = gradient(x -> x.inverse().matmul(side).square(), a);
    assertClose(expected, gradient(x -> x.solve(side).square(), a));
    UnaryOperator<Variable> byCholesky =
        x -> {
          Variable l = x.cholesky();
          return l.t().solveTriangular(l.solveTriangular(side, false), true).square();
        };
    Tensor symmetric = expected.add(expected.t()).mul(0.5);
    assertClose(symmetric, gradient(byCholesky, a));
  }

  @Test
  void largerMatricesAndFunctionsOfThem() {
    GradCheck check = GradCheck.standard().fast();
    Tensor a = positiveDefinite(7);
    Tensor b = Tensor.randn(generator, DType.F64, 7, 2);
    for (Expression f :
        List.<Expression>of(
            x -> x[0].solve(x[1]),
            x -> x[0].inverse().matmul(x[1]),
            x -> x[0].cholesky().matmul(x[1]),
            x -> x[0].mul(0.1).determinant().mul(x[1]),
            x -> root(x[0]).matmul(x[1]))) {
      check.check(f, a, b);
      check.checkSecondOrder(f, a, b);
    }
    Tensor root = root(Variable.of(a)).value();
    assertClose(a, root.matmul(root));
  }

  private static Variable root(Variable x) {
    EigenPairs eigen = x.symmetricEigen();
    Variable v = eigen.vectors();
    return v.mul(eigen.values().sqrt().unsqueeze(-2)).matmul(v.t());
  }

  @Test
  void operandsAreChecked() {
    Variable a = Variable.of(matrix(1, 2, 3, 4));
    assertThrows(DTypeException.class, () -> a.solve(Variable.of(Tensor.zeros(DType.F32, 2))));
    assertThrows(ShapeException.class, () -> a.solve(Variable.of(Tensor.zeros(DType.F64, 3))));
    assertThrows(ShapeException.class, () -> a.solve(Variable.scalar(DType.F64, 1)));
    assertThrows(ShapeException.class, () -> a.select(0, 0).solve(a));
    assertThrows(
        ShapeException.class,
        () ->
            Variable.of(Tensor.zeros(DType.F64, 3, 2, 2))
                .solve(Variable.of(Tensor.zeros(DType.F64, 4, 2, 2))));
  }

  // ---- equal eigenvalues ----------------------------------------------------------------------

  @Test
  void functionsThatTreatEqualEigenvaluesAlikeAreSmooth() {
    Tensor two = Tensor.eye(DType.F64, 3).mul(2);
    assertClose(Tensor.eye(DType.F64, 3), gradient(x -> x.symmetricEigen().values(), two));
    assertClose(two.mul(2), gradient(x -> x.symmetricEigen().values().square(), two));
    Tensor turned = Tensor.ones(DType.F64, 3, 3).add(Tensor.eye(DType.F64, 3)); // 1, 1, 4
    Expression f = x -> x[0].symmetricEigen().values().exp().sum();
    GradCheck.standard().check(f, turned);
  }

  @Test
  void vectorsOfEqualEigenvaluesHaveNoGradient() {
    Tensor turned = Tensor.ones(DType.F64, 3, 3).add(Tensor.eye(DType.F64, 3));
    AutogradException error =
        assertThrows(
            AutogradException.class, () -> gradient(x -> x.symmetricEigen().vectors(), turned));
    String message = error.getMessage();
    assertTrue(
        message.startsWith(
            "SymmetricEigen: the matrix has equal eigenvalues, numbers 0 and 1 (counted from 0), "),
        message);
    assertTrue(
        message.endsWith("; their eigenvectors are not determined and have no gradient"), message);
  }

  @Test
  void onlyTheMatricesWhoseVectorsAreUsedCount() {
    Tensor both = Tensor.stack(List.of(matrix(1, 2, 2, 5), Tensor.eye(DType.F64, 2)), 0);
    UnaryOperator<Variable> first = x -> x.symmetricEigen().vectors().select(0, 0);
    Tensor gradient = gradient(first, both);
    assertClose(
        gradient(x -> x.symmetricEigen().vectors(), matrix(1, 2, 2, 5)), gradient.select(0, 0));
    assertEquals(0, gradient.select(0, 1).abs().max().item());
    AutogradException error =
        assertThrows(
            AutogradException.class, () -> gradient(x -> x.symmetricEigen().vectors(), both));
    assertEquals(
        "SymmetricEigen: matrix [1] has equal eigenvalues, numbers 0 and 1 (counted from 0), 1.0;"
            + " their eigenvectors are not determined and have no gradient",
        error.getMessage());
    Variable x = Variable.parameter(both);
    assertThrows(AutogradException.class, () -> Autograd.grad(first.apply(x).sum(), x, true));
  }

  /** A forward derivative is taken by way of an incoming gradient of zeros. */
  @Test
  void vectorsCanBeDifferentiatedForwards() {
    Tensor a = matrix(1, 0.5, 0.5, 3);
    Tensor direction = matrix(0.3, -0.2, -0.2, 0.7);
    Tensor actual =
        Autograd.jvp(x -> x.symmetricEigen().vectors(), Variable.of(a), Variable.of(direction))
            .value();
    double step = 1e-6;
    Tensor up = a.add(direction.mul(step)).symmetricEigen().vectors();
    Tensor down = a.sub(direction.mul(step)).symmetricEigen().vectors();
    assertTrue(actual.allClose(up.sub(down).div(2 * step), 1e-8, 1e-8), actual::toString);
  }

  @Test
  void gradientsOfDecompositionsAreSymmetric() {
    Tensor a = positiveDefinite(4);
    for (UnaryOperator<Variable> f :
        List.<UnaryOperator<Variable>>of(
            x -> x.cholesky().square(), x -> x.symmetricEigen().vectors().exp())) {
      Tensor gradient = gradient(f, a);
      assertTrue(gradient.sameBits(gradient.t().copy()));
    }
  }

  /** In double precision eigenvalues may be far closer than single precision could tell. */
  @Test
  void eigenvaluesThatDifferALittleAreNotEqual() {
    Tensor close = matrix(1, 0, 0, 1 + 1e-9);
    Tensor gradient = gradient(x -> x.symmetricEigen().vectors().select(0, 0), close);
    assertTrue(Math.abs(gradient.get(0, 1)) > 1e8, gradient::toString);
  }
}
