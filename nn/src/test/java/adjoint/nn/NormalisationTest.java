package adjoint.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layer and group normalisation as modules. */
class NormalisationTest {
  private final Generator generator = new Generator(9);

  private Tensor random(int... shape) {
    return Tensor.rand(generator, DType.F64, shape).mul(6).sub(1);
  }

  /** Mean 0 and variance 1 (less what eps takes) in every row. */
  private static void assertStandard(Tensor rows) {
    for (int i = 0; i < rows.size(0); i++) {
      assertEquals(0, rows.select(0, i).mean().item(), 1e-13);
      assertEquals(1, rows.select(0, i).square().mean().item(), 1e-4);
    }
  }

  @Test
  void eachSampleIsStandardised() {
    Module layer = new LayerNorm(3, 4).to(DType.F64);
    assertStandard(layer.forward(Variable.of(random(5, 2, 3, 4))).value().reshape(10, 12));
    Module group = new GroupNorm(2, 6).to(DType.F64);
    assertStandard(group.forward(Variable.of(random(5, 6, 3, 2))).value().reshape(10, 18));
  }

  @Test
  void scaleAndShiftFollow() {
    Tensor x = random(4, 3);
    LayerNorm layer = new LayerNorm(new int[] {3}, 0, true);
    layer.to(DType.F64);
    layer.weight().value().assign(Tensor.of(1.0, 2.0, 3.0));
    layer.bias().value().assign(Tensor.of(5.0, 6.0, 7.0));
    Tensor plain = new LayerNorm(new int[] {3}, 0, false).forward(Variable.of(x)).value();
    Tensor expected = plain.mul(Tensor.of(1.0, 2.0, 3.0)).add(Tensor.of(5.0, 6.0, 7.0));
    assertTrue(layer.forward(Variable.of(x)).value().allClose(expected, 1e-15, 1e-15));

    GroupNorm group = new GroupNorm(1, 3, 0, true);
    group.to(DType.F64);
    group.loadStateDict(layer.stateDict(), true);
    assertTrue(group.forward(Variable.of(x)).value().allClose(expected, 1e-14, 1e-14));
  }

  @Test
  void stateAndTextAreThoseOfPyTorch() {
    LayerNorm layer = new LayerNorm(4);
    assertEquals(List.of("weight", "bias"), List.copyOf(layer.stateDict().keySet()));
    assertArrayEquals(new int[] {4}, layer.weight().shape());
    assertEquals("LayerNorm((4,), eps=1e-05, elementwise_affine=True)", layer.toString());
    LayerNorm plain = new LayerNorm(new int[] {2, 3}, 0.001, false);
    assertTrue(plain.stateDict().isEmpty());
    assertEquals("LayerNorm((2, 3), eps=0.001, elementwise_affine=False)", plain.toString());
    GroupNorm group = new GroupNorm(2, 6);
    assertEquals(List.of("weight", "bias"), List.copyOf(group.stateDict().keySet()));
    assertEquals("GroupNorm(2, 6, eps=1e-05, affine=True)", group.toString());
    assertTrue(new GroupNorm(2, 6, 1e-3, false).stateDict().isEmpty());
  }

  @Test
  void illegalArgumentsAreRefused() {
    assertThrows(ShapeException.class, () -> new LayerNorm());
    assertThrows(ShapeException.class, () -> new LayerNorm(3, 0));
    assertThrows(IllegalArgumentException.class, () -> new LayerNorm(new int[] {3}, -1, true));
    assertThrows(IllegalArgumentException.class, () -> new GroupNorm(4, 6));
    assertThrows(IllegalArgumentException.class, () -> new GroupNorm(0, 6));
    assertThrows(IllegalArgumentException.class, () -> new GroupNorm(2, 6, Double.NaN, true));
    ShapeException error =
        assertThrows(
            ShapeException.class,
            () -> new GroupNorm(2, 6).forward(Variable.of(Tensor.zeros(1, 4, 2))));
    assertEquals(
        "groupNorm: the input has shape [1, 4, 2], legal is [N, 6, ...]", error.getMessage());
    assertThrows(
        ShapeException.class, () -> new LayerNorm(3).forward(Variable.of(Tensor.zeros(3, 4))));
  }
}
