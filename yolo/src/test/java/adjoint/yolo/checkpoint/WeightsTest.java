package adjoint.yolo.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.io.FormatException;
import adjoint.tensor.io.SafeTensors;
import adjoint.yolo.Shared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {
  @TempDir Path folder;

  @Test
  void readsTheRealSafeTensors() throws IOException {
    Weights weights = Weights.read(Shared.file("weights/yolov5n-coco.safetensors"));
    assertEquals(121, weights.state().size());
    assertTrue(weights.state().values().stream().allMatch(t -> t.dtype() == DType.F32));
    assertEquals(80, weights.names().size());
    assertEquals("traffic light", weights.names().get(9));
    assertEquals(80, weights.classes());
    assertEquals("yolov5n", weights.modelName());
    assertEquals(List.of(8.0, 16.0, 32.0), weights.strides());
    assertArrayEquals(new int[] {3, 3, 2}, weights.anchors().shape());
    assertTrue(weights.fused());
    assertNull(weights.modelYaml());
    assertEquals(Map.of(), weights.info());
  }

  @Test
  void recognisesFormatsByContentWhateverTheEnding() throws IOException {
    Path file = folder.resolve("weights.pt");
    SafeTensors.write(file, Map.of("a", Tensor.of(1f)), Map.of("note", "x"));
    Weights weights = Weights.read(file);
    assertEquals(1, weights.state().get("a").item());
    assertEquals(Map.of("note", "x"), weights.info());
    assertNull(weights.names());
    assertNull(weights.classes());
    assertNull(weights.strides());
    assertNull(weights.anchors());
    assertFalse(weights.fused());

    Path checkpoint = folder.resolve("weights.safetensors");
    CheckpointWriter writer = new CheckpointWriter();
    Files.write(
        checkpoint, writer.write(2, Map.of("a", CheckpointWriter.vector(writer.floats(3)))));
    assertEquals(3, Weights.read(checkpoint).state().get("a").item());
  }

  @Test
  void namesMetadataThatIsWrong() throws IOException {
    Map<String, String> wrong = Map.of("names", "[\"a\", 1]", "nc", "many", "stride", "8,x");
    for (Map.Entry<String, String> entry : wrong.entrySet()) {
      Path file = folder.resolve("m.safetensors");
      SafeTensors.write(file, Map.of("a", Tensor.of(1f)), Map.of(entry.getKey(), entry.getValue()));
      FormatException error = assertThrows(FormatException.class, () -> Weights.read(file));
      assertTrue(error.reason().contains("\"" + entry.getKey() + "\""), error.getMessage());
    }
    for (String names : List.of("{}", "[", "\"a\"", "[null]")) {
      Path file = folder.resolve("m.safetensors");
      SafeTensors.write(file, Map.of("a", Tensor.of(1f)), Map.of("names", names));
      assertThrows(FormatException.class, () -> Weights.read(file));
    }
  }

  @Test
  void saysWhatAFileIsThatHoldsNoWeights() throws IOException {
    refuses("is empty", "");
    refuses("is a text file", hex("hello, these are not weights\n"));
    refuses("web page", hex("<!DOCTYPE html><html>Not found</html>"));
    refuses("git lfs pull", hex("version https://git-lfs.github.com/spec/v1\noid sha256:00\n"));
    refuses("before version 1.6", "80028a0a6cfc9c46f9206aa850192e8002");
    refuses("bare pickle", "80047d942e");
    refuses("gzip", "1f8b0800");
    refuses("NumPy", "934e554d50590100");
    refuses("HDF5", "894844460d0a1a0a");
    refuses("ONNX", "0808120770" + "79746f726368");
    refuses("neither safetensors", "ffd8ffe000104a464946");
    refuses("tar archive", "61".repeat(257) + hex("ustar") + "00".repeat(100));
  }

  @Test
  void saysWhatAZipArchiveIsThatHoldsNoCheckpoint() throws IOException {
    assertTrue(zip("word/document.xml").reason().contains("without a data.pkl"));
    assertTrue(zip("m/constants.pkl", "m/data.pkl").reason().contains("TorchScript"));
    assertTrue(zip("m/data.pkl", "m/code/model.py").reason().contains("TorchScript"));
    assertTrue(zip("a/data.pkl", "b/data.pkl").reason().contains("two pickles"));
    assertTrue(zip("data.pkl").reason().contains("without a data.pkl"));
  }

  @Test
  void namesMissingFilesAndFolders() {
    assertThrows(NoSuchFileException.class, () -> Weights.read(folder.resolve("absent.pt")));
    FormatException error = assertThrows(FormatException.class, () -> Weights.read(folder));
    assertTrue(error.reason().contains("folder"), error.getMessage());
  }

  @Test
  void aStateIsFusedWhenItsConvolutionsHaveBiasesAndNoNormalisation() {
    Tensor any = Tensor.of(1f);
    assertTrue(Weights.isFused(Map.of("0.conv.weight", any, "0.conv.bias", any)));
    assertFalse(Weights.isFused(Map.of("0.conv.weight", any, "0.bn.running_mean", any)));
    assertFalse(
        Weights.isFused(
            Map.of(
                "0.conv.weight",
                any,
                "0.conv.bias",
                any,
                "1.conv.weight",
                any,
                "1.bn.running_mean",
                any)));
    // A block that keeps a normalisation of its own besides those folded away.
    assertTrue(
        Weights.isFused(
            Map.of("0.cv1.conv.weight", any, "0.cv1.conv.bias", any, "0.bn.running_mean", any)));
    assertFalse(Weights.isFused(Map.of("weight", any)));
  }

  private void refuses(String reason, String hex) throws IOException {
    Path file = folder.resolve("case.pt");
    Files.write(file, HexFormat.of().parseHex(hex));
    FormatException error = assertThrows(FormatException.class, () -> Weights.read(file));
    assertTrue(error.reason().contains(reason), error.getMessage());
    assertEquals(file, error.file());
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private FormatException zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(1);
      }
    }
    Path file = folder.resolve("case.pt");
    Files.write(file, bytes.toByteArray());
    return assertThrows(FormatException.class, () -> Weights.read(file));
  }
}
