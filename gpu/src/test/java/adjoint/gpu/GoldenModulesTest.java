package adjoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.autograd.Variable;
import adjoint.nn.Conv2d;
import adjoint.nn.Linear;
import adjoint.nn.Module;
import adjoint.nn.attention.DynamicConv2d;
import adjoint.nn.attention.SOCA;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backends;
import adjoint.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference's recorded outputs and gradients of the modules that multiply, on the device. */
@RequiresOpenCl
class GoldenModulesTest {
  private static final Path SHARED = Path.of(System.getProperty("adjoint.shared", "../../shared"));

  private static Module module(String name) {
    Conv2dOptions plain = Conv2dOptions.DEFAULT;
    Generator generator = new Generator(0);
    return switch (name) {
      case "conv2d_k6s2p2" ->
          new Conv2d(3, 8, 6, 6, plain.withStride(2).withPadding(2), false, generator);
      case "conv2d_k3s1p1" -> new Conv2d(8, 6, 3, plain.withPadding(1), generator);
      case "conv2d_groups" ->
          new Conv2d(8, 12, 3, plain.withStride(2).withPadding(1).withGroups(4), generator);
      case "conv2d_dilated" -> new Conv2d(4, 6, 3, plain.withPadding(2).withDilation(2), generator);
      case "linear" -> new Linear(7, 5, generator);
      case "soca" -> new SOCA(16, 4, null);
      case "dynamic_conv_1x1" -> new DynamicConv2d(16, 12, 1, plain, null);
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
        "linear",
        "soca",
        "dynamic_conv_1x1"
      })
  void theDeviceComputesTheReferencesNumbers(String name) throws IOException {
    Path file = SHARED.resolve("golden/modules/" + name + ".safetensors");
    assumeTrue(Files.exists(file), () -> "no recorded numbers at " + file.toAbsolutePath());
    SafeTensors golden = SafeTensors.read(file);
    Module module = module(name);
    module.to(DType.F64);
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    for (String entry : golden.names()) {
      if (entry.startsWith("param.")) {
        parameters.put(entry.substring("param.".length()), golden.tensor(entry));
      }
    }
    module.loadStateDict(parameters, false);
    Variable x = Variable.parameter(golden.tensor("input"));
    Variable incoming = Variable.of(golden.tensor("grad_output"));
    Tensor[] output = new Tensor[1];
    OpenClTests.onDevice(
        backend ->
            Backends.with(
                backend,
                () -> {
                  Variable y = module.forward(x);
                  y.backward(incoming, false, false);
                  output[0] = y.value();
                }));
    assertClose("output", golden.tensor("output"), output[0]);
    assertClose("grad_input", golden.tensor("grad_input"), x.grad().value());
    for (Map.Entry<String, Variable> parameter : module.parameters().entrySet()) {
      String entry = "grad." + parameter.getKey();
      assertClose(entry, golden.tensor(entry), parameter.getValue().grad().value());
    }
  }

  private static void assertClose(String what, Tensor expected, Tensor actual) {
    double[] e = expected.toDoubleArray();
    double[] a = actual.toDoubleArray();
    assertEquals(e.length, a.length, what);
    for (int i = 0; i < e.length; i++) {
      assertEquals(e[i], a[i], Math.max(1e-9, 1e-10 * Math.abs(e[i])), what + ", element " + i);
    }
  }
}
