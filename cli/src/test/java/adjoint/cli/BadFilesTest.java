package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"weights.pt", "weights.safetensors", "weights.bin"})
  void textInPlaceOfWeightsIsRefused(String name) throws IOException {
    Path weights = Files.writeString(folder.resolve(name), "These are words, not weights.\n");
    Path picture = Files.writeString(folder.resolve("picture.jpg"), "anything");
    String message =
        CommandRun.refused(
            "detect", "--weights", weights.toString(), "--source", picture.toString());
    assertTrue(message.contains(name), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[-1, 1, Frobnicate, [8]]         | Frobnicate",
        "[-1, 1, Conv, []]                | Conv",
        "[7, 1, Conv, [8, 3]]             | 7",
        "[-1, 1, Conv                     | model.yaml",
      })
  void brokenModelFilesAreRefused(String row, String expected) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("model.yaml"),
            """
            nc: 2
            depth_multiple: 1.0
            width_multiple: 1.0
            anchors:
              - [10,13, 16,30, 33,23]
            backbone:
              - [-1, 1, Conv, [8, 3, 2]]
              - %s
            head:
              - [[-1], 1, Detect, [nc, anchors]]
            """
                .formatted(row));
    String message = CommandRun.refused("summary", "--cfg", file.toString());
    assertTrue(message.contains(expected), message);
  }

  @Test
  void anUnknownModelNameGetsASuggestion() {
    String message = CommandRun.refused("summary", "--cfg", "yolov5ss");
    assertTrue(message.contains("yolov5s"), message);
  }
}
