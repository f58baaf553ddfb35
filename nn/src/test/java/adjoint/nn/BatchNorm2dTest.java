package adjoint.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchNorm2dTest {
  private static final int N = 3;
  private static final int C = 4;
  private static final int H = 5;
  private static final int W = 2;

  private final Generator generator = new Generator(7);

  private BatchNorm2d module(double eps, double momentum) {
    BatchNorm2d module = new BatchNorm2d(C, eps, momentum);
    module.to(DType.F64);
    Init.uniform(module.weight().value(), 0.5, 2, generator);
    Init.uniform(module.bias().value(), -1, 1, generator);
    return module;
  }

  private Tensor input() {
    Tensor x = Tensor.rand(generator, DType.F64, N, C, H, W).mul(3);
    return x.add(Tensor.of(1.0, -2.0, 0.0, 10.0).reshape(1, C, 1, 1));
  }

  /** Mean and biased variance of a channel, by plain loops. */
  private static double[] statistics(Tensor x, int channel) {
    double sum = 0;
    double squares = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int n = 0; n < N; n++) {
        for (int h = 0; h < H; h++) {
          for (int w = 0; w < W; w++) {
            double value = x.get(n, channel, h, w);
            if (pass == 0) {
              sum += value;
            } else {
              squares += (value - sum / (N * H * W)) * (value - sum / (N * H * W));
            }
          }
        }
      }
    }
    return new double[] {sum / (N * H * W), squares / (N * H * W)};
  }

  @Test
  void trainingNormalisesByTheBatchAndMovesTheRunningValues() {
    BatchNorm2d module = module(1e-3, 0.3);
    double[] mean = new double[C];
    double[] var = {1, 1, 1, 1};
    int count = N * H * W;
    for (int step = 1; step <= 3; step++) {
      Tensor x = input();
      Tensor y = module.forward(Variable.of(x)).value();
      for (int c = 0; c < C; c++) {
        double[] s = statistics(x, c);
        double scale = module.weight().value().get(c) / Math.sqrt(s[1] + 1e-3);
        double expected = (x.get(1, c, 3, 1) - s[0]) * scale + module.bias().value().get(c);
        assertEquals(expected, y.get(1, c, 3, 1), 1e-12);
        mean[c] = 0.7 * mean[c] + 0.3 * s[0];
        var[c] = 0.7 * var[c] + 0.3 * s[1] * count / (count - 1);
      }
      assertArrayEquals(mean, module.runningMean().toDoubleArray(), 1e-12);
      assertArrayEquals(var, module.runningVar().toDoubleArray(), 1e-12);
      assertEquals(step, module.stateDict().get("num_batches_tracked").item());
    }
  }

  @Test
  void evaluationUsesTheRunningValuesAndLeavesThem() {
    BatchNorm2d module = module(1e-3, 0.1);
    Init.uniform(module.runningMean(), -1, 1, generator);
    Init.uniform(module.runningVar(), 0.5, 2, generator);
    Tensor mean = module.runningMean().copy();
    Tensor var = module.runningVar().copy();
    module.eval();
    Tensor x = input();
    Tensor y = module.forward(Variable.of(x)).value();
    for (int c = 0; c < C; c++) {
      double scale = module.weight().value().get(c) / Math.sqrt(var.get(c) + 1e-3);
      double expected = (x.get(2, c, 4, 0) - mean.get(c)) * scale + module.bias().value().get(c);
      assertEquals(expected, y.get(2, c, 4, 0), 1e-12);
    }
    assertTrue(mean.sameBits(module.runningMean()));
    assertTrue(var.sameBits(module.runningVar()));
    assertEquals(0, module.stateDict().get("num_batches_tracked").item());
  }

  @Test
  void evaluationIsDifferentiable() {
    BatchNorm2d module = module(1e-3, 0.1);
    Init.uniform(module.runningVar(), 0.5, 2, generator);
    module.eval();
    Variable x = Variable.parameter(input());
    Tensor gy = Tensor.rand(generator, DType.F64, N, C, H, W);
    module.forward(x).backward(Variable.of(gy), false, false);
    Tensor scale = module.weight().value().mul(module.runningVar().add(1e-3).rsqrt());
    assertTrue(x.grad().value().allClose(gy.mul(scale.reshape(1, C, 1, 1)), 1e-12, 1e-12));
    assertTrue(module.bias().grad().value().allClose(gy.sum(0, 2, 3), 1e-12, 1e-12));
  }

  /** The function by its parts; each has a rule of its own. */
  private static Variable composed(Variable x, Variable weight, Variable bias, double eps) {
    int[] others = {0, 2, 3};
    Variable centred = x.sub(x.mean(others, true));
    Variable r = x.var(others, 0, true).add(eps).rsqrt();
    return centred.mul(r).mul(weight.reshape(1, C, 1, 1)).add(bias.reshape(1, C, 1, 1));
  }

  @Test
  void gradientsOfBothOrdersAgreeWithTheComposedForm() {
    BatchNorm2d module = module(1e-2, 0.1);
    Variable x = Variable.parameter(input());
    Variable weight = module.weight();
    Variable bias = module.bias();
    Variable gy = Variable.parameter(Tensor.rand(generator, DType.F64, N, C, H, W));
    List<Variable> inputs = List.of(x, weight, bias);
    List<Tensor> fused = orders(module.forward(x), inputs, gy);
    List<Tensor> parts = orders(composed(x, weight, bias, 1e-2), inputs, gy);
    for (int i = 0; i < fused.size(); i++) {
      assertTrue(fused.get(i).allClose(parts.get(i), 1e-9, 1e-10), "gradient " + i);
    }
  }

  /** The gradients, and the gradients of the sum of their squares by x, the weight and gy. */
  private static List<Tensor> orders(Variable y, List<Variable> inputs, Variable gy) {
    List<Variable> first = Autograd.grad(List.of(y), inputs, List.of(gy), true, false);
    Variable squares =
        first.stream().map(g -> g.square().sum()).reduce(Variable::add).orElseThrow();
    List<Variable> second =
        Autograd.grad(
            List.of(squares), List.of(inputs.get(0), inputs.get(1), gy), null, false, false);
    return Stream.concat(first.stream(), second.stream()).map(Variable::value).toList();
  }

  @Test
  void withoutRecordingTheOutputHasTheSameBits() {
    BatchNorm2d module = module(1e-5, 0.1);
    Tensor x = input();
    Tensor recorded = module.forward(Variable.of(x)).value();
    Tensor direct = Autograd.noGrad(() -> module.forward(Variable.of(x)).value());
    assertTrue(recorded.sameBits(direct));
  }

  @Test
  void defaultsArePyTorchs() {
    BatchNorm2d module = new BatchNorm2d(2);
    assertEquals(1e-5, module.eps());
    assertEquals(0.1, module.momentum());
    module.set(1e-3, 0.03);
    assertEquals(1e-3, module.eps());
    assertEquals(0.03, module.momentum());
  }

  @Test
  void whatDoesNotFitIsNamed() {
    BatchNorm2d module = new BatchNorm2d(C);
    ShapeException channels =
        assertThrows(
            ShapeException.class, () -> module.forward(Variable.of(Tensor.zeros(1, 3, 2, 2))));
    assertEquals(
        "batchNorm2d: the input has shape [1, 3, 2, 2], legal is [N, 4, H, W]",
        channels.getMessage());
    assertThrows(ShapeException.class, () -> module.forward(Variable.of(Tensor.zeros(1, 4, 1, 1))));
    assertThrows(IllegalArgumentException.class, () -> new BatchNorm2d(0));
    assertThrows(IllegalArgumentException.class, () -> new BatchNorm2d(1, -1, 0.1));
    assertThrows(IllegalArgumentException.class, () -> new BatchNorm2d(1, 1e-5, 1.5));
  }
}
