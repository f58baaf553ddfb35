package adjoint.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Recorded outputs and gradients of single modules, in double precision. */
public final class Golden {
  private static final double ABSOLUTE = 1e-9;
  private static final double RELATIVE = 1e-10;
  private static final Path SHARED = Path.of(System.getProperty("adjoint.shared", "../../shared"));

  private Golden() {}

  /** The record of a module; the test is skipped where there is none. */
  public static SafeTensors read(String name) throws IOException {
    Path file = SHARED.resolve("golden/modules/" + name + ".safetensors");
    assumeTrue(Files.exists(file), () -> "no recorded numbers at " + file.toAbsolutePath());
    return SafeTensors.read(file);
  }

  /** Checks parameter names, the output and all gradients against a record. */
  public static void check(SafeTensors golden, Module module) throws IOException {
    module.to(DType.F64);
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    for (String entry : golden.names()) {
      if (entry.startsWith("param.")) {
        parameters.put(entry.substring("param.".length()), golden.tensor(entry));
      }
    }
    assertEquals(parameters.keySet(), module.parameters().keySet());
    LoadReport report = module.loadStateDict(parameters, false);
    assertEquals(parameters.size(), report.loaded().size(), report::toString);

    Variable x = Variable.parameter(golden.tensor("input"));
    Variable y = module.forward(x);
    assertClose("output", golden.tensor("output"), y.value());
    y.backward(Variable.of(golden.tensor("grad_output")), false, false);
    assertClose("grad_input", golden.tensor("grad_input"), x.grad().value());
    for (Map.Entry<String, Variable> parameter : module.parameters().entrySet()) {
      String entry = "grad." + parameter.getKey();
      assertClose(entry, golden.tensor(entry), parameter.getValue().grad().value());
    }
  }

  private static void assertClose(String what, Tensor expected, Tensor actual) {
    assertArrayEquals(expected.shape(), actual.shape(), what);
    double[] e = expected.toDoubleArray();
    double[] a = actual.toDoubleArray();
    for (int i = 0; i < e.length; i++) {
      double tolerance = Math.max(ABSOLUTE, RELATIVE * Math.abs(e[i]));
      assertEquals(e[i], a[i], tolerance, what + ", element " + i);
    }
  }
}
