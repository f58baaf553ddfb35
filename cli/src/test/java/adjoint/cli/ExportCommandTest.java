package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.tensor.Tensor;
import adjoint.tensor.io.Npz;
import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.model.DetectionModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The export command; what is in an ONNX file is tested where it is written. */
class ExportCommandTest {
  @TempDir Path folder;

  private Path weights;
  private Map<String, Tensor> expected;

  @BeforeEach
  void findWeights() throws IOException {
    Path checkpoint = Shared.file("weights/yolov5n-face.pt");
    assumeTrue(checkpoint != null, "no weights beside the project");
    weights = folder.resolve("face.pt");
    Files.copy(checkpoint, weights);
    expected = DetectionModel.load(Weights.read(checkpoint)).stateDict();
  }

  private CommandRun export(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "export";
    arguments[1] = "--weights";
    arguments[2] = weights.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return CommandRun.of(arguments);
  }

  @Test
  void allFormatsAreWrittenBesideTheWeights() throws IOException {
    CommandRun run = export("--format", "onnx,npz", "safetensors", "--img", "64", "96");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(3, run.out().lines().count(), run.out());
    assertTrue(run.out().contains("[1, 3, 64, 96] to [1, 378, 6]"), run.out());
    byte[] onnx = Files.readAllBytes(folder.resolve("face.onnx"));
    String text = new String(onnx, StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("images") && text.contains("output0"));

    assertSameState(Npz.read(folder.resolve("face.npz")));
    Weights read = Weights.read(folder.resolve("face.safetensors"));
    assertSameState(DetectionModel.load(read).stateDict());
    assertEquals(1, read.classes());
  }

  private void assertSameState(Map<String, Tensor> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, tensor) -> assertTrue(tensor.sameBits(actual.get(name)), name));
  }

  @Test
  void anOpenSizeAndAnotherPlace() throws IOException {
    Path file = folder.resolve("new/model.onnx");
    CommandRun run =
        export("--format", "onnx", "--dynamic", "--opset", "17", "--output", file.toString());
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("opset 17, [batch, 3, height, width]"), run.out());
    assertTrue(Files.size(file) > 1_000_000);
  }

  @Test
  void theWeightsAreNotReplaced() throws IOException {
    byte[] before = Files.readAllBytes(weights);
    String message =
        CommandRun.refused(
            "export",
            "--weights",
            weights.toString(),
            "--format",
            "npz",
            "--output",
            weights.toString());
    assertTrue(message.contains("would replace the weights"), message);
    assertEquals(before.length, Files.size(weights));
  }
}
