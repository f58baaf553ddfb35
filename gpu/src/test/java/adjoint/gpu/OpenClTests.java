package adjoint.gpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backend;
import adjoint.tensor.backend.ScalarBackend;
import java.util.function.Consumer;

/** What the tests on a device share. */
final class OpenClTests {
  static final String TAG = "opencl";

  static final Backend CPU = new ScalarBackend();

  private OpenClTests() {}

  private static final class Holder {
    static final boolean PRESENT = !OpenClDevices.list().isEmpty();
  }

  private static final class Shared {
    static final OpenClBackend BACKEND = backend(settings(0));
  }

  static boolean isPresent() {
    return Holder.PRESENT;
  }

  /** Everything goes to the device. */
  static Settings settings(long memory) {
    return new Settings(0, memory, false);
  }

  /** A backend of its own on the first device. */
  static OpenClBackend backend(Settings settings) {
    return new OpenClBackend(CPU, launcher(), settings);
  }

  static Launcher launcher() {
    return new AparapiLauncher(OpenClDevices.select(""), false);
  }

  /** The backend that most tests use, so that each kernel is compiled once. */
  static OpenClBackend shared() {
    return Shared.BACKEND;
  }

  /** Runs something with the shared backend, and makes sure that the device did it. */
  static void onDevice(Consumer<Backend> work) {
    long before = shared().session().profile().launches();
    work.accept(shared());
    assertTrue(shared().session().profile().launches() > before, "nothing was launched");
  }

  /**
   * Compares sums of products.
   *
   * @param magnitudes the same sums of the absolute values: each rounding error is at most the
   *     element type's unit times a partial sum of them
   * @param terms number of products in a sum
   */
  static void assertClose(
      String what, Tensor expected, Tensor actual, Tensor magnitudes, long terms) {
    double unit = expected.dtype() == DType.F64 ? 0x1p-52 : 0x1p-23;
    double[] e = expected.toDoubleArray();
    double[] a = actual.toDoubleArray();
    double[] m = magnitudes.toDoubleArray();
    for (int i = 0; i < e.length; i++) {
      double bound = 2 * (terms + 4) * unit * m[i] + 1e-30;
      double difference = Math.abs(e[i] - a[i]);
      assertTrue(
          difference <= bound,
          what + ": element " + i + " is " + a[i] + " and not " + e[i] + ", bound " + bound);
    }
  }
}
