package adjoint.nn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.io.SafeTensors;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output and all gradients of single modules against recorded numbers, in double precision. */
class GoldenModulesTest {
  private static Module module(String name) {
    Generator generator = new Generator(0);
    Conv2dOptions plain = Conv2dOptions.DEFAULT;
    return switch (name) {
      case "conv2d_k6s2p2" ->
          new Conv2d(3, 8, 6, 6, plain.withStride(2).withPadding(2), false, generator);
      case "conv2d_k3s1p1" -> new Conv2d(8, 6, 3, plain.withPadding(1), generator);
      case "conv2d_groups" ->
          new Conv2d(8, 12, 3, plain.withStride(2).withPadding(1).withGroups(4), generator);
      case "conv2d_dilated" -> new Conv2d(4, 6, 3, plain.withPadding(2).withDilation(2), generator);
      case "batchnorm2d_train" -> new BatchNorm2d(6, 1e-3, 0.03);
      case "silu" -> new SiLU();
      case "maxpool5" -> new MaxPool2d(5, 1, 2);
      case "upsample2" -> Upsample.byFactor(2, Upsample.Mode.NEAREST);
      case "linear" -> new Linear(7, 5, generator);
      case "softmax" -> new Softmax(1);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv2d_k6s2p2",
        "conv2d_k3s1p1",
        "conv2d_groups",
        "conv2d_dilated",
        "batchnorm2d_train",
        "silu",
        "maxpool5",
        "upsample2",
        "linear",
        "softmax"
      })
  void agreesWithRecordedNumbers(String name) throws IOException {
    SafeTensors golden = Golden.read(name);
    Module module = module(name);
    assertTrue(
        golden.metadata().get("description").startsWith(module + " input"),
        () -> golden.metadata() + " describes another module than " + module);
    Golden.check(golden, module);
  }

  @Test
  void convolutionWithoutRecordingGivesTheSameBits() throws IOException {
    SafeTensors golden = Golden.read("conv2d_k3s1p1");
    Module module = module("conv2d_k3s1p1").to(DType.F64);
    Tensor x = golden.tensor("input");
    Tensor recorded = module.forward(Variable.parameter(x)).value();
    Tensor direct = adjoint.autograd.Autograd.noGrad(() -> module.forward(Variable.of(x)).value());
    assertTrue(recorded.sameBits(direct));
  }
}
