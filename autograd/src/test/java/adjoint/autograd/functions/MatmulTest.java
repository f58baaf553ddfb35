package adjoint.autograd.functions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MatmulTest {
  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(new int[] {3}, new int[] {3}, new int[] {}),
        Arguments.of(new int[] {3}, new int[] {3, 2}, new int[] {2}),
        Arguments.of(new int[] {4, 3}, new int[] {3}, new int[] {4}),
        Arguments.of(new int[] {2, 4, 3}, new int[] {3}, new int[] {2, 4}),
        Arguments.of(new int[] {3}, new int[] {2, 3, 4}, new int[] {2, 4}),
        Arguments.of(new int[] {4, 3}, new int[] {3, 2}, new int[] {4, 2}),
        Arguments.of(new int[] {2, 4, 3}, new int[] {3, 2}, new int[] {2, 4, 2}),
        Arguments.of(new int[] {4, 3}, new int[] {2, 3, 2}, new int[] {2, 4, 2}),
        Arguments.of(new int[] {2, 1, 2, 3}, new int[] {3, 3, 2}, new int[] {2, 3, 2, 2}),
        Arguments.of(new int[] {2, 0, 3}, new int[] {3, 2}, new int[] {2, 0, 2}),
        Arguments.of(new int[] {2, 0}, new int[] {0, 3}, new int[] {2, 3}),
        Arguments.of(new int[] {0, 2, 3}, new int[] {1, 3, 2}, new int[] {0, 2, 2}));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void broadcastsAndDifferentiates(int[] left, int[] right, int[] expected) {
    Generator generator = new Generator(1);
    Tensor a = Tensor.randn(generator, DType.F64, left);
    Tensor b = Tensor.randn(generator, DType.F64, right);
    Variable y = Variable.of(a).matmul(Variable.of(b));
    assertArrayEquals(expected, y.shape());
    assertTrue(y.value().allClose(a.matmul(b), 1e-14, 1e-14));
    GradCheck.standard().check(x -> x[0].matmul(x[1]), a, b);
    GradCheck.standard().checkSecondOrder(x -> x[0].matmul(x[1]), a, b);
  }

  @Test
  void sizesThatDoNotFitAreNamed() {
    Variable a = Variable.of(Tensor.zeros(2, 3));
    ShapeException error =
        assertThrows(ShapeException.class, () -> a.matmul(Variable.of(Tensor.zeros(4, 2))));
    assertEquals(
        "matmul: [2, 3] times [4, 2]: the last dimension of the left operand must equal the last"
            + " but one of the right (the only one of a vector)",
        error.getMessage());
    assertThrows(ShapeException.class, () -> a.matmul(Variable.of(Tensor.scalar(DType.F32, 1))));
    assertThrows(
        ShapeException.class,
        () -> Variable.of(Tensor.zeros(2, 1, 3)).matmul(Variable.of(Tensor.zeros(3, 3, 1))));
  }
}
