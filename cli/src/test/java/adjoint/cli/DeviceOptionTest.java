package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.tensor.backend.Backends;
import adjoint.tensor.backend.ComputeDevice;
import adjoint.tensor.backend.ComputeDevice.Kind;
import adjoint.tensor.io.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --device}, {@code --profile} and {@code devices}. */
class DeviceOptionTest {
  @TempDir Path folder;

  @AfterEach
  void forgetTheProfile() {
    System.clearProperty("adjoint.profile");
  }

  private CommandRun detect(String... more) {
    Path weights = Shared.file("weights/yolov5n-coco.safetensors");
    Path picture = Shared.file("images/bus.jpg");
    assumeTrue(weights != null && picture != null, "no weights and photographs beside the project");
    List<String> arguments = new ArrayList<>(List.of("detect", "--nosave", "--json", "-"));
    arguments.addAll(List.of("--weights", weights.toString(), "--source", picture.toString()));
    arguments.addAll(List.of("--project", folder.toString(), "--img", "320"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static List<?> boxes(CommandRun run) throws IOException {
    assertEquals(0, run.exitCode(), run.err());
    Map<?, ?> report = (Map<?, ?>) Json.parse(run.out());
    return (List<?>) ((Map<?, ?>) ((List<?>) report.get("images")).get(0)).get("detections");
  }

  @Test
  void openClFindsWhatTheProcessorFinds() throws IOException {
    assumeTrue(!Backends.devices().isEmpty(), "no OpenCL device");
    List<?> expected = boxes(detect());
    CommandRun run = detect("--device", "opencl", "--profile");
    List<?> found = boxes(run);
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(
          ((Map<?, ?>) expected.get(i)).get("name"), ((Map<?, ?>) found.get(i)).get("name"));
    }
    assertTrue(run.err().contains("conv2d F32[1, 3, 320, 256]"), run.err());
    assertTrue(run.err().contains("transfer"), run.err());
  }

  @Test
  void withoutAGpuTheProcessorComputesAndSaysSoIfAsked() throws IOException {
    assumeTrue(DevicesCommand.automatic(Backends.devices()).isEmpty(), "there is a GPU");
    CommandRun run = detect("--device", "auto", "--verbose");
    assertTrue(
        run.err().contains("no OpenCL GPU was found, computing on the processor"), run.err());
  }

  @Test
  void everyDeviceIsListed() {
    CommandRun run = CommandRun.of("devices");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().startsWith("cpu: "), run.out());
    for (ComputeDevice device : Backends.devices()) {
      assertTrue(run.out().contains("\n" + device.id() + ": "), run.out());
    }
    assertTrue(run.out().contains("--device auto uses "), run.out());
  }

  @Test
  void autoIsTheFirstGpuThatCanBeUsed() {
    ComputeDevice cpu = device("opencl:0", Kind.CPU, null);
    ComputeDevice weak = device("opencl:1", Kind.GPU, "too small");
    ComputeDevice gpu = device("opencl:2", Kind.GPU, null);
    assertEquals("opencl:2", DevicesCommand.automatic(List.of(cpu, weak, gpu)).orElseThrow().id());
    assertTrue(DevicesCommand.automatic(List.of(cpu, weak)).isEmpty());
  }

  private static ComputeDevice device(String id, Kind kind, String obstacle) {
    return new ComputeDevice(id, kind, "name", "platform", 1 << 30, 1 << 28, 4, obstacle);
  }
}
