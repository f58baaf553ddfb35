package adjoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.gpu.DeviceException.Kind;
import adjoint.gpu.kernels.Uncompilable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when the device fails: the right result all the same, and one warning. */
@RequiresOpenCl
class FailureTest {
  private static final int ALWAYS = Integer.MAX_VALUE;

  private final Logger logger = Logger.getLogger(DeviceSession.class.getName());
  private final List<LogRecord> records = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private final Tensor a = Tensor.randn(new Generator(1), DType.F32, 2, 5, 7);
  private final Tensor b = Tensor.randn(new Generator(2), DType.F32, 2, 7, 3);
  private final Tensor expected = Tensor.zeros(2, 5, 3);

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    OpenClTests.CPU.matmul(a, b, expected);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private static OpenClBackend backend(Launcher launcher) {
    return new OpenClBackend(OpenClTests.CPU, launcher, OpenClTests.settings(0));
  }

  private FaultyLauncher launcher(boolean atCompilation, Kind kind, int failures) {
    return new FaultyLauncher(OpenClTests.launcher(), atCompilation, kind, failures);
  }

  /** Multiplies, and tells whether the processor did it: it rounds the very same way. */
  private boolean multiply(OpenClBackend backend) {
    Tensor actual = Tensor.zeros(2, 5, 3);
    long before = backend.session().profile().launches();
    backend.matmul(a, b, actual);
    assertTrue(expected.allClose(actual, 1e-5, 1e-5));
    boolean launched = backend.session().profile().launches() > before;
    assertTrue(launched || expected.sameBits(actual));
    return !launched;
  }

  private List<String> warnings() {
    return records.stream()
        .filter(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogRecord::getMessage)
        .toList();
  }

  @Test
  void aFailureLeavesTheRestOfALargerTensorAlone() {
    Tensor whole = Tensor.ones(DType.F32, 2, 6, 5);
    Tensor part = whole.narrow(1, 1, 5).narrow(2, 2, 3);
    backend(launcher(true, Kind.COMPILATION, ALWAYS)).matmul(a, b, part);
    assertTrue(expected.sameBits(part.contiguous()));
    assertEquals(1, whole.narrow(2, 0, 2).min().item());
    assertEquals(1, whole.narrow(1, 0, 1).min().item());
    Tensor onDevice = Tensor.ones(DType.F32, 2, 6, 5);
    backend(OpenClTests.launcher()).matmul(a, b, onDevice.narrow(1, 1, 5).narrow(2, 2, 3));
    assertTrue(whole.allClose(onDevice, 1e-5, 1e-5));
  }

  @Test
  void aKernelThatDoesNotCompileIsNotTriedAgain() {
    FaultyLauncher launcher = launcher(true, Kind.COMPILATION, ALWAYS);
    OpenClBackend backend = backend(launcher);
    assertTrue(multiply(backend) && multiply(backend) && multiply(backend));
    assertEquals(1, launcher.attempts());
    assertEquals(1, warnings().size(), warnings()::toString);
    assertTrue(warnings().get(0).contains("matmul"), warnings().get(0));
    assertTrue(warnings().get(0).contains("computed by the processor"), warnings().get(0));
  }

  @Test
  void aDeviceWithoutDoublePrecisionIsNoReasonForAWarning() {
    OpenClBackend backend = backend(launcher(true, Kind.UNSUPPORTED, ALWAYS));
    assertTrue(multiply(backend) && multiply(backend));
    assertEquals(List.of(), warnings());
  }

  @Test
  void aLaunchThatFailsIsTriedOnceMoreWithNothingElseOnTheDevice() {
    FaultyLauncher launcher = launcher(false, Kind.LAUNCH, 1);
    OpenClBackend backend = backend(launcher);
    assertTrue(!multiply(backend));
    assertEquals(2, launcher.attempts());
    assertEquals(List.of(), warnings());
  }

  @Test
  void launchesThatGoOnFailingAreGivenUp() {
    FaultyLauncher launcher = launcher(false, Kind.LAUNCH, ALWAYS);
    OpenClBackend backend = backend(launcher);
    for (int i = 0; i < 5; i++) {
      assertTrue(multiply(backend));
    }
    assertEquals(6, launcher.attempts(), "three operations, twice each");
    assertEquals(1, warnings().size(), warnings()::toString);
  }

  @Test
  void aDeviceThatIsFullForAWhileIsUsedAgainLater() {
    OpenClBackend backend = backend(launcher(false, Kind.MEMORY, 2));
    assertTrue(multiply(backend), "the processor");
    assertEquals(0, backend.session().bytes() / 1_000_000, "everything was released");
    assertTrue(!multiply(backend), "the device");
    assertEquals(1, warnings().size(), warnings()::toString);
  }

  /** A real failure of Aparapi's, which must not go on to compute on Java threads. */
  @Test
  void aKernelWithAnErrorIsReportedAndNotRunInJava() {
    Launcher device = OpenClTests.launcher();
    Uncompilable kernel = new Uncompilable();
    DeviceException refused = assertThrows(DeviceException.class, () -> device.compile(kernel));
    assertEquals(Kind.COMPILATION, refused.kind());
    float[] values = new float[256];
    Uncompilable another = new Uncompilable();
    another.bind(null, null, null, null, values);
    DeviceException failed =
        assertThrows(DeviceException.class, () -> device.launch(another, 1, 1, 1));
    assertEquals(Kind.LAUNCH, failed.kind());
    assertEquals(0, values[3]);
  }
}
