package adjoint.yolo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.yolo.loss.DetectionLoss;
import adjoint.yolo.loss.LossOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One forward and reverse pass through yolov5n in training mode, filled by a formula, in double
 * precision; figures of the reference.
 */
class TrainingStepTest {
  private static final Tensor TARGETS =
      Tensor.of(
          new float[][] {
            {0, 0, .50f, .50f, .20f, .30f},
            {0, 1, .26f, .74f, .60f, .40f},
            {1, 1, .03f, .97f, .10f, .10f},
            {1, 0, .70f, .20f, .90f, .90f}
          });
  private static Map<String, Variable> parameters;
  private static Map<String, Tensor> state;
  private static DetectionLoss.Loss loss;
  private static List<Variable> raw;

  @BeforeAll
  static void run() {
    DetectionModel model = Models.zeros(ModelFiles.read("yolov5n").withClasses(2));
    model.to(DType.F64);
    Models.fill(model);
    model.train();
    parameters = model.parameters();
    parameters.values().forEach(parameter -> parameter.requiresGrad(true));
    raw = model.raw(Variable.of(Models.images(2, 64, 64)));
    LossOptions options = new LossOptions(.05, .01, .0125, 1, 1, 4, 0, 0, false);
    loss = new DetectionLoss(model.detect(), options).compute(raw, TARGETS);
    loss.total().backward();
    state = model.stateDict();
  }

  @Test
  void lossHasTheKnownFigures() {
    double[] sums = {50.289798, 6.250463, -4.600867};
    for (int i = 0; i < 3; i++) {
      assertEquals(sums[i], raw.get(i).value().sum().item(), 6e-7);
    }
    assertEquals(.36273000, loss.total().item(), 6e-9 + 1e-6);
    assertEquals(.11687446, loss.box(), 1e-6);
    assertEquals(.03822902, loss.objectness(), 1e-6);
    assertEquals(.02626153, loss.classes(), 1e-6);
  }

  @Test
  void gradientsHaveTheKnownFigures() {
    check("model.0.conv.weight", -151.1190631, 1552.637718, 1.356422601);
    check("model.0.bn.weight", .7508239145, 7.366337820, .1864707729);
    check("model.0.bn.bias", -.3470248031, 5.185195689, .3979414951);
    check("model.2.m.0.cv2.conv.weight", 28.06030127, 362.4475829, .006906570611);
    check("model.9.cv2.conv.weight", -10.64605356, 283.6858885, -.003445085275);
    check("model.13.cv3.bn.bias", .002066606863, .1744496135, .002150698716);
    check("model.17.cv1.conv.weight", -.4737340781, 8.319264696, -5.173204041e-5);
    check("model.23.m.0.cv1.conv.weight", .08897269646, 12.86384070, .0004024854085);
    check("model.24.m.0.weight", .4690450213, .9639488224, -.0006694474559);
    check("model.24.m.0.bias", .03897835152, .06109305200, .003453779364);
    check("model.24.m.2.bias", .01476603596, .03633290238, .001802355339);
    double square = 0;
    for (Variable parameter : parameters.values()) {
      square += parameter.grad().value().square().sum().item();
    }
    assertEquals(79.4775662, Math.sqrt(square), 1e-3);
  }

  private static void check(String name, double sum, double absolute, double first) {
    Tensor gradient = parameters.get(name).grad().value();
    double tolerance = 1e-5 * absolute;
    assertEquals(sum, gradient.sum().item(), tolerance, "sum of " + name);
    assertEquals(absolute, gradient.abs().sum().item(), tolerance, "absolute sum of " + name);
    assertEquals(first, gradient.flatten().get(0), tolerance, "first of " + name);
  }

  @Test
  void batchNormsMovedAsKnown() {
    Tensor mean = state.get("model.0.bn.running_mean");
    assertEquals(.025757923, mean.sum().item(), 1e-8);
    assertEquals(.017712415, mean.get(0), 1e-8);
    Tensor variance = state.get("model.0.bn.running_var");
    assertEquals(18.291051984, variance.sum().item(), 1e-7);
    assertEquals(1.248501370, variance.get(0), 1e-8);
    assertEquals(.030230095, state.get("model.23.cv3.bn.running_mean").sum().item(), 1e-8);
    assertEquals(313.192947, state.get("model.23.cv3.bn.running_var").sum().item(), 1e-5);
  }
}
