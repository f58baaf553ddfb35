package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  private final Generator generator = new Generator(11);

  private Variable random(int... shape) {
    return Variable.parameter(Tensor.rand(generator, DType.F64, shape).add(0.2));
  }

  @Test
  void gradientsAreTheSameAsWithout() {
    Variable x = random(2, 3);
    Variable w = random(3, 3);
    Expression block = v -> v[0].matmul(w).tanh().mul(v[1]);
    Variable h = x.mul(2);
    Variable plain = block.apply(h, w.sum(0)).square().sum();
    List<Variable> expected = Autograd.grad(List.of(plain), List.of(x, w), null, false, false);
    Variable saved = Autograd.checkpoint(block, h = x.mul(2), w.sum(0)).square().sum();
    List<Variable> actual = Autograd.grad(List.of(saved), List.of(x, w), null, false, false);
    assertEquals(plain.item(), saved.item());
    for (int i = 0; i < 2; i++) {
      assertTrue(actual.get(i).value().allClose(expected.get(i).value(), 1e-14, 1e-14));
    }
  }

  @Test
  void leavesOfTheSurroundingsAccumulate() {
    Variable x = random(3);
    Variable w = random(3);
    Variable outside = w.mul(2);
    Autograd.checkpoint(v -> v[0].mul(w).add(outside), x).sum().backward();
    assertTrue(x.grad().value().allClose(w.value(), 0, 1e-15));
    assertTrue(w.grad().value().allClose(x.value().add(2), 0, 1e-15));
    assertNull(outside.grad());
  }

  @Test
  void theBodyRunsAgainAndNothingIsKept() {
    AtomicInteger runs = new AtomicInteger();
    Variable x = random(3);
    Variable y =
        Autograd.checkpoint(
            v -> {
              runs.incrementAndGet();
              return v[0].exp().sin();
            },
            x);
    assertEquals(1, runs.get());
    assertEquals("Checkpoint", y.function().name());
    y.sum().backward();
    assertEquals(2, runs.get());
  }

  @Test
  void oneVariableTwiceIsCountedTwice() {
    Variable x = random(3);
    Autograd.checkpoint(v -> v[0].mul(v[1]), x, x).sum().backward();
    assertTrue(x.grad().value().allClose(x.value().mul(2), 0, 1e-15));
    x.zeroGrad();
    Autograd.checkpoint(v -> v[0].mul(x), x).sum().backward();
    assertTrue(x.grad().value().allClose(x.value().mul(2), 0, 1e-15));
  }

  @Test
  void anInputThatDependsOnAnotherIsCountedOnce() {
    Variable w = random(3);
    Variable h = w.square();
    Autograd.checkpoint(v -> v[0].mul(w), h).sum().backward();
    assertTrue(w.grad().value().allClose(w.value().square().mul(3), 0, 1e-14));
  }

  @Test
  void checkpointsNestAndDifferentiateTwice() {
    Tensor w = Tensor.rand(generator, DType.F64, 3);
    Expression f =
        x ->
            Autograd.checkpoint(
                v ->
                    Autograd.checkpoint(u -> u[0].sin().mul(x[1]), v[0].square())
                        .mul(Variable.of(w)),
                x[0]);
    Tensor[] inputs = {random(3).value(), random(3).value()};
    GradCheck.standard().check(f, inputs);
    GradCheck.standard().checkSecondOrder(f, inputs);
  }

  @Test
  void constantsStayConstants() {
    Variable y = Autograd.checkpoint(v -> v[0].sin(), random(3).detach());
    assertFalse(y.requiresGrad());
    Variable x = random(3);
    assertFalse(Autograd.noGrad(() -> Autograd.checkpoint(v -> v[0].sin(), x)).requiresGrad());
  }

  @Test
  void aBodyMayReturnItsInput() {
    Variable x = random(3);
    Autograd.checkpoint(v -> v[0], x.mul(3)).sum().backward();
    assertTrue(x.grad().value().allClose(Tensor.full(DType.F64, 3, 3), 0, 0));
  }

  @Test
  void longChainsOfCheckpointsStayCheap() {
    Variable x = random(2);
    Variable y = x;
    for (int i = 0; i < 5_000; i++) {
      y = Autograd.checkpoint(v -> v[0].add(x), y);
    }
    y.sum().backward();
    assertEquals(5_001, x.grad().value().get(0));
  }

  @Test
  void hooksSeeWholeGradients() {
    Variable x = random(3);
    AtomicInteger calls = new AtomicInteger();
    x.onGradient(
        g -> {
          calls.incrementAndGet();
          return g.mul(2);
        });
    Autograd.checkpoint(v -> v[0].mul(3), x).add(x).sum().backward();
    assertEquals(1, calls.get());
    assertEquals(8, x.grad().value().get(0));
  }
}
