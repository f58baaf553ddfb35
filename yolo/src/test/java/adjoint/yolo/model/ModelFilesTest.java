package adjoint.yolo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFilesTest {
  private static final String GOOD =
      """
      nc: 4
      depth_multiple: 1
      width_multiple: 0.5
      anchors: [[10, 13, 16, 30], [30, 61, 62, 45]]
      backbone:
        - [-1, 1, Conv, [16, 3, 2]]
        - [-1, 1, Conv, [32, 3, 2]]
      head:
        - [-1, 1, Conv, [32, 3, 2]]
        - [[1, -1], 1, Detect, [nc, anchors]]
      """;

  @TempDir Path folder;

  static List<String> names() {
    return ModelFiles.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyNameHasAFile(String name) {
    ModelDescription model = ModelFiles.read(name);
    assertEquals(name, model.name());
    assertEquals(80, model.classes());
    assertEquals("Detect", model.rows().get(model.rows().size() - 1).module());
    assertEquals(model, ModelFiles.read(name + ".yaml"));
    assertEquals(model, ModelFiles.read("models/" + name + ".yaml"));
  }

  @Test
  void everyFileHasAName() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/adjoint/yolo/models"))) {
      files.forEach(
          file ->
              assertTrue(
                  ModelFiles.NAMES.contains(file.getFileName().toString().replace(".yaml", "")),
                  file.toString()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "yolov5n-ghost, 0.33, 0.25, GhostConv",
    "yolov5x-ghost, 1.33, 1.25, GhostConv",
    "yolov5m-transformer, 0.67, 0.75, Conv",
    "yolov5s-bifpn, 0.33, 0.50, Conv",
    "yolov5l-p2.yaml, 1.0, 1.0, Conv",
  })
  void nameWithoutAFileIsResolvedByScale(String name, double depth, double width, String module) {
    ModelDescription model = ModelFiles.read(name);
    assertEquals(name.replace(".yaml", ""), model.name());
    assertEquals(depth, model.depthMultiple());
    assertEquals(width, model.widthMultiple());
    assertEquals(module, model.rows().get(1).module());
  }

  @Test
  void fileOfOnesOwnWorksLikeABuiltInName() throws IOException {
    Path file = write(GOOD);
    ModelDescription model = ModelFiles.read(file.toString());
    assertEquals("own", model.name());
    assertEquals(4, model.classes());
    assertEquals(2, model.anchorsPerLevel());
    DetectionModel built = Models.zeros(model);
    assertEquals(List.of(1), built.savedRows());
    assertArrayEquals(new double[] {4, 8}, built.strides());
    assertArrayEquals(
        new int[] {1, 2 * (16 * 16 + 8 * 8), 4 + 5},
        built.predict(Tensor.zeros(1, 3, 64, 64)).shape());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("own.yaml"), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nc: 4|nc: 0|own.yaml: nc must be an integer of at least 1, got 0",
        "nc: 4|nc: many|own.yaml: nc must be an integer of at least 1, got 'many'",
        "nc: 4|names: 3|own.yaml: the key nc is missing",
        "nc: 4|nc: [3|own.yaml, line 2, column 15: this is not YAML: ",
        "head:|tail:|own.yaml: the key head is missing",
        "width_multiple: 0.5|width_multiple: -1|own.yaml: width_multiple must be a number above 0,"
            + " got -1",
        "anchors: [[10, 13, 16, 30], |anchors: [[10, 13, 16], |own.yaml: anchors of level 0 must be"
            + " pairs of width and height above 0, got [10, 13, 16]",
        "anchors: [[10, 13, 16, 30], |anchors: [[10, 13], |own.yaml: all levels must have equally"
            + " many anchors; level 0 has 1, level 1 has 2",
        "anchors: [[10, 13, 16, 30], |anchors: [|own.yaml, row 3 (Detect): the row has 2 inputs, but"
            + " there are anchors for 1 levels",
        "anchors: [[10, 13, 16, 30], [30, 61, 62, 45]]|anchors: yes|own.yaml: anchors must be a list",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 1, Conv]|own.yaml, row 1: a row is [from, repeats, module,"
            + " arguments], got [-1, 1, 'Conv']",
        "[-1, 1, Conv, [32, 3, 2]]|[7, 1, Conv, [32, 3, 2]]|own.yaml, row 1: takes its input from row"
            + " 7, which does not come before it; it may be 0 to 0, or -1 for the row before",
        "[-1, 1, Conv, [32, 3, 2]]|[-5, 1, Conv, [32, 3, 2]]|own.yaml, row 1: takes its input from"
            + " -5, before the first row",
        "[-1, 1, Conv, [16, 3, 2]]|[0, 1, Conv, [16, 3, 2]]|own.yaml, row 0: takes its input from row"
            + " 0, which does not come before it; the first row can take only the image, written -1",
        "[-1, 1, Conv, [32, 3, 2]]|[a, 1, Conv, [32, 3, 2]]|own.yaml, row 1: an input must be the"
            + " number of a row, or -1, got 'a'",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 0, Conv, [32, 3, 2]]|own.yaml, row 1: repeats must be an"
            + " integer from 1 to 1000, got 0",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 1, 7, [32, 3, 2]]|own.yaml, row 1: the module must be a name"
            + " such as Conv, got 7",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 1, Conv, 32]|own.yaml, row 1: the arguments must be a list,"
            + " got 32",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 1, Cnov, [32, 3, 2]]|own.yaml, row 1 (Cnov): there is no"
            + " module of this name; the nearest is Conv",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 1, Upsample, []]|own.yaml, row 1 (Upsample): there is no"
            + " module of this name; the nearest is nn.Upsample",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 1, Conv, []]|own.yaml, row 1 (Conv): the first argument must"
            + " be the number of output channels, 1 to 65536, got none",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 1, Conv, [32, three]]|own.yaml, row 1 (Conv): the argument"
            + " \"kernel\" must be an integer, got 'three'",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 1, Conv, [32, 3, 2, 1, 1, True, 9, 9]]|own.yaml, row 1"
            + " (Conv): the row has 8 arguments, the module takes at most 6 (c2, kernel, stride,"
            + " padding, groups, activation)",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 1, nn.MaxPool2d, []]|own.yaml, row 1 (nn.MaxPool2d): the"
            + " argument \"kernel\" is missing; the row gives none",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 1, Conv, [32, 3, 2, None, 5]]|own.yaml, row 1 (Conv): conv2d:",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 3, Conv, [32, 3, 2]]|own.yaml, row 1 (Conv): is repeated 3"
            + " times, which needs equal input and output channels, got 8 and 16",
        "[-1, 1, Conv, [32, 3, 2]]|[[0, -1], 1, Conv, [32, 3, 2]]|own.yaml, row 1 (Conv): takes one"
            + " input, the row names 2",
        "[-1, 1, Conv, [32, 3, 2]]|[-1, 1, Detect, [nc, anchors]]|own.yaml, row 1 (Detect): the row"
            + " has 1 inputs, but there are anchors for 2 levels",
        "[[1, -1], 1, Detect, [nc, anchors]]|[[1, -1], 1, Detect, [nc]]|own.yaml, row 3 (Detect):"
            + " takes 2 arguments, [nc, anchors], the row has 1",
        "[[1, -1], 1, Detect, [nc, anchors]]|[[1, -1], 1, Concat, [1]]|own.yaml, row 3 (Concat):",
      })
  void mistakesAreNamed(String right, String wrong, String message) throws IOException {
    Path file = write(GOOD.replace(right, wrong));
    ModelFileException e =
        assertThrows(
            ModelFileException.class, () -> Models.zeros(ModelFiles.read(file.toString())));
    assertTrue(
        e.getMessage().startsWith(file.toString().replace("own.yaml", "") + message),
        e.getMessage());
    assertFalse(e.getMessage().contains("\n"), "one line: " + e.getMessage());
  }

  @Test
  void rowThatCannotComputeIsNamed() throws IOException {
    Path file =
        write(
            GOOD.replace(
                "[[1, -1], 1, Detect",
                "[[0, 1, 2], 1, Concat, [1]]\n" + "  - [[1, -1], 1, Detect"));
    ModelFileException e =
        assertThrows(
            ModelFileException.class, () -> Models.zeros(ModelFiles.read(file.toString())));
    assertTrue(e.getMessage().contains(", row 3 (Concat): concat"), e.getMessage());
  }

  @Test
  void unknownNameSuggestsTheNearest() {
    ModelFileException e = assertThrows(ModelFileException.class, () -> ModelFiles.read("yolo5s"));
    assertEquals(
        "yolo5s: there is no file and no built-in model of that name; the nearest built-in name is"
            + " yolov5s",
        e.getMessage());
    assertTrue(
        assertThrows(ModelFileException.class, () -> ModelFiles.read("models/none.yaml"))
            .getMessage()
            .startsWith("models/none.yaml: there is no such file"));
  }

  @Test
  void whatIsNoTextIsSaidToBeNone() throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertEquals(
        file + ": a model file is YAML text in UTF-8, this is not text",
        assertThrows(ModelFileException.class, () -> ModelFiles.read(file.toString()))
            .getMessage());
    write("just words");
    assertEquals(
        file + ": a model file is a map with the keys nc, anchors, backbone, head and so on",
        assertThrows(ModelFileException.class, () -> ModelFiles.read(file.toString()))
            .getMessage());
  }

  @Test
  void deepNestingIsRefused() {
    String text = "nc: " + "[".repeat(200_000);
    ModelFileException e =
        assertThrows(
            ModelFileException.class, () -> ModelFileReader.parse("own", "own.yaml", text));
    assertTrue(e.getMessage().startsWith("own.yaml"), e.getMessage());
  }

  @Property(tries = 400, seed = "2026")
  void damagedFilesNeverEndOtherwise(@ForAll long seed) {
    Generator random = new Generator(seed);
    StringBuilder text = new StringBuilder(GOOD);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length());
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, piece);
        case 1 -> text.replace(at, Math.min(text.length(), at + 1 + random.nextInt(3)), piece);
        default -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
      }
    }
    try {
      Models.zeros(ModelFileReader.parse("own", "own.yaml", text.toString()));
    } catch (ModelFileException e) {
      assertTrue(e.getMessage().startsWith("own.yaml"), e.getMessage());
      assertFalse(e.getMessage().contains("\n"), e.getMessage());
    }
  }

  private static final List<String> PIECES =
      List.of(
          "9",
          "0",
          "-",
          "[",
          "]",
          ",",
          ":",
          " ",
          "\n",
          "~",
          "'",
          "*a",
          "&a ",
          "None",
          "1e9",
          "True",
          ".5",
          "C3",
          "SPPF",
          "nn.Upsample",
          "Concat",
          "Detect",
          "{",
          "}",
          "\u0000",
          "!!x ",
          "99999");
}
