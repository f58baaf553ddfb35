package adjoint.autograd.functions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals and borders; the values and gradients of many equations are specifications. */
class EinsumTest {
  private final Variable matrix = Variable.of(Tensor.ones(DType.F64, 2, 3));

  private static void assertMessage(
      Class<? extends Exception> type, String message, String equation, Variable... operands) {
    Exception error = assertThrows(type, () -> Variable.einsum(equation, operands));
    assertEquals("einsum: the equation \"" + equation + "\"" + message, error.getMessage());
  }

  @Test
  void malformedEquationsAreRefused() {
    Class<IllegalArgumentException> type = IllegalArgumentException.class;
    assertMessage(type, " has more than one arrow", "ij->i->j", matrix);
    assertMessage(type, " names 2 operands, but there are 1", "ij,jk->ik", matrix);
    assertMessage(type, " names 1 operands, but there are 2", "ij->ik", matrix, matrix);
    assertMessage(type, " names k in the result, but in no operand", "ij->ik", matrix);
    assertMessage(type, " names i twice in the result", "ij->ii", matrix);
    String legal = "; legal are letters and one \"...\"";
    assertMessage(type, " contains \"1\" in \"i1\"" + legal, "i1->i", matrix);
    assertMessage(type, " contains \".\" in \"...i...\"" + legal, "...i...->i", matrix);
    assertMessage(type, " contains \"-\" in \"i-\"" + legal, "ij->i-", matrix);
    assertThrows(type, () -> Variable.einsum("->"));
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    Class<ShapeException> type = ShapeException.class;
    String names = " does not name the dimensions of operand ";
    assertMessage(type, ": \"ijk\"" + names + "0 of shape [2, 3]", "ijk->i", matrix);
    assertMessage(type, ": \"i\"" + names + "1 of shape [2, 3]", "ij,i->i", matrix, matrix);
    assertMessage(type, ": \"...ijk\"" + names + "0 of shape [2, 3]", "...ijk->i", matrix);
    assertMessage(
        type,
        ": operand 1 of shape [2, 3] has 2 values of index j, another has 3",
        "ij,jk->ik",
        matrix,
        matrix);
    assertMessage(
        type, ": operand 0 of shape [2, 3] has 3 values of index i, another has 2", "ii", matrix);
    assertMessage(
        type,
        ": operand 1 of shape [3, 2] has 3 values of a dimension of the dots, another has 2",
        "...i,...j->...ij",
        matrix,
        matrix.t());
    assertMessage(
        type,
        ": operand 1 of shape [1, 3] has 1 values of index i, another has 2",
        "ij,ij->ij",
        matrix,
        Variable.of(Tensor.ones(DType.F64, 1, 3)));
    assertThrows(
        DTypeException.class,
        () -> Variable.einsum("ij,ij", matrix, Variable.of(Tensor.ones(2, 3))));
  }

  @Test
  void indicesWithoutValuesSumToZero() {
    Variable none = Variable.parameter(Tensor.zeros(DType.F64, 2, 0));
    Variable y = Variable.einsum("ij,kj->ik", none, none);
    assertTrue(y.value().sameBits(Tensor.zeros(DType.F64, 2, 2)));
    assertArrayEquals(new int[] {2, 0}, Autograd.grad(y.sum(), none, false).shape());
    assertArrayEquals(new int[] {0, 2}, Variable.einsum("ij", none).t().shape());
  }

  /** The gradient of an operand is again such a sum, with the result in its place. */
  @Test
  void gradientsAreEquationsThemselves() {
    Generator generator = new Generator(2);
    Variable a = Variable.parameter(Tensor.randn(generator, DType.F64, 2, 3, 4));
    Variable b = Variable.parameter(Tensor.randn(generator, DType.F64, 3, 5));
    Variable y = Variable.einsum("ijk,jl->kil", a, b);
    Variable gy = Variable.of(Tensor.randn(generator, DType.F64, y.shape()));
    List<Variable> gradients = Autograd.grad(List.of(y), List.of(a, b), List.of(gy), false, false);
    Tensor ga = Variable.einsum("kil,jl->ijk", gy, b).value();
    Tensor gb = Variable.einsum("kil,ijk->jl", gy, a).value();
    assertTrue(gradients.get(0).value().allClose(ga, 1e-13, 1e-13));
    assertTrue(gradients.get(1).value().allClose(gb, 1e-13, 1e-13));
  }
}
