package adjoint.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.autograd.functions.BatchNorm;
import adjoint.tensor.Activation;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batch norm and activation as one operation, against the two in turn in double precision. */
class FusedNormTest {
  private static final double EPS = 1e-3;

  private final Generator generator = new Generator(System.nanoTime());

  private Variable random(DType dtype, int... shape) {
    return Variable.parameter(Tensor.randn(generator, dtype, shape));
  }

  private static Variable inTurn(Variable x, Variable w, Variable b) {
    return new BatchNorm(EPS).apply(x, w, b).silu();
  }

  private static Variable fused(Variable x, Variable w, Variable b) {
    return new BatchNorm(EPS, Activation.SILU).apply(x, w, b);
  }

  @Test
  void singlePrecisionFollowsDouble() {
    Variable[] single = {random(DType.F32, 3, 4, 9, 7), random(DType.F32, 4), random(DType.F32, 4)};
    Variable[] exact = new Variable[3];
    for (int i = 0; i < 3; i++) {
      exact[i] = Variable.parameter(single[i].value().to(DType.F64));
    }
    Tensor g = Tensor.randn(generator, DType.F32, 3, 4, 9, 7);
    Variable y = fused(single[0], single[1], single[2]);
    Variable expected = inTurn(exact[0], exact[1], exact[2]);
    assertTrue(y.value().to(DType.F64).allClose(expected.value(), 1e-5, 1e-5));
    y.backward(Variable.of(g), false, false);
    expected.backward(Variable.of(g.to(DType.F64)), false, false);
    for (int i = 0; i < 3; i++) {
      Tensor actual = single[i].grad().value().to(DType.F64);
      assertTrue(actual.allClose(exact[i].grad().value(), 1e-4, 2e-4), "gradient " + i);
    }
  }

  @Test
  void doublePrecisionPassesTheGradientCheck() {
    Variable[] inputs = {random(DType.F64, 2, 3, 3, 2), random(DType.F64, 3), random(DType.F64, 3)};
    GradCheck.standard()
        .check(
            x -> fused(x[0], x[1], x[2]), inputs[0].value(), inputs[1].value(), inputs[2].value());
    for (Variable input : inputs) {
      Variable loss = fused(inputs[0], inputs[1], inputs[2]).square().sum();
      Variable once = Autograd.grad(loss, input, true);
      Variable twice = Autograd.grad(once.square().sum(), inputs[0], false);
      Variable other = inTurn(inputs[0], inputs[1], inputs[2]).square().sum();
      Variable onceOther = Autograd.grad(other, input, true);
      Variable twiceOther = Autograd.grad(onceOther.square().sum(), inputs[0], false);
      assertTrue(twice.value().allClose(twiceOther.value(), 1e-7, 1e-7));
    }
  }

  @Test
  void gradientsOfSinglePrecisionCanBeRecorded() {
    Variable x = random(DType.F32, 2, 2, 5, 5);
    Variable w = random(DType.F32, 2);
    Variable b = random(DType.F32, 2);
    Variable plain = Autograd.grad(fused(x, w, b).square().sum(), x, false);
    Variable recorded = Autograd.grad(fused(x, w, b).square().sum(), x, true);
    assertTrue(plain.value().allClose(recorded.value(), 1e-3, 1e-3));
  }

  @Test
  void theLayerTakesAnActivation() {
    BatchNorm2d a = new BatchNorm2d(3);
    BatchNorm2d b = new BatchNorm2d(3);
    Variable x = random(DType.F32, 2, 3, 4, 4);
    SiLU silu = new SiLU();
    assertTrue(a.forward(x, silu).value().sameBits(silu.forward(b.forward(x)).value()));
    assertTrue(a.runningVar().sameBits(b.runningVar()));
    a.eval();
    b.eval();
    assertTrue(a.forward(x, silu).value().sameBits(silu.forward(b.forward(x)).value()));
    Variable quick = Autograd.noGrad(() -> b.forward(x));
    assertTrue(quick.value().allClose(b.forward(x).value(), 1e-5, 1e-5));
    assertEquals(List.of(2, 3, 4, 4), Arrays.stream(quick.shape()).boxed().toList());
    assertThrows(IllegalArgumentException.class, () -> new BatchNorm(EPS, Activation.RELU));
  }
}
