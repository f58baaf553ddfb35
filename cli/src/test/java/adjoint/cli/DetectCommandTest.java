package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.tensor.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The detect command from its arguments to its files, with real weights. */
class DetectCommandTest {
  @TempDir Path folder;

  private Path weights;
  private Path bus;

  @BeforeEach
  void findFiles() {
    weights = Shared.file("weights/yolov5n-coco.safetensors");
    bus = Shared.file("images/bus.jpg");
    assumeTrue(weights != null && bus != null, "no weights and photographs beside the project");
  }

  private CommandRun detect(Path source, String... more) {
    List<String> arguments = new ArrayList<>(List.of("detect", "--weights", weights.toString()));
    arguments.addAll(List.of("--source", source.toString()));
    arguments.addAll(List.of("--project", folder.resolve("runs").toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void onePictureGivesALineAPictureTextAndJson() throws IOException {
    Path json = folder.resolve("out/found.json");
    CommandRun run = detect(bus, "--save-txt", "--save-conf", "--json", json.toString());
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("", run.err());
    String line = run.out().lines().findFirst().orElseThrow();
    assertTrue(line.startsWith("image 1/1 "), line);
    assertTrue(line.matches(".*bus\\.jpg: 640x480 4 persons, 1 bus, \\d+\\.\\d ms"), line);
    Path exp = folder.resolve("runs/exp");
    assertTrue(Files.size(exp.resolve("bus.jpg")) > 10_000);
    List<String> rows = Files.readAllLines(exp.resolve("labels/bus.txt"));
    assertEquals(5, rows.size());
    rows.forEach(row -> assertEquals(6, row.split(" ").length, row));
    Map<?, ?> report = (Map<?, ?>) Json.parse(Files.readString(json));
    Map<?, ?> image = (Map<?, ?>) ((List<?>) report.get("images")).get(0);
    assertEquals(810L, ((Number) image.get("width")).longValue());
    assertEquals(1080L, ((Number) image.get("height")).longValue());
    assertEquals(5, ((List<?>) image.get("detections")).size());
    assertEquals(
        List.of("preprocess_ms", "inference_ms", "nms_ms"),
        new ArrayList<>(((Map<?, ?>) report.get("timing")).keySet()));
  }

  @Test
  void jsonToStandardOutputIsAlone() throws IOException {
    CommandRun run = detect(bus, "--nosave", "--json", "-");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(Json.parse(run.out()) instanceof Map);
    assertTrue(run.err().contains("4 persons, 1 bus"), run.err());
    assertFalse(Files.exists(folder.resolve("runs")), "nothing was to be saved");
  }

  @Test
  void classesAndThresholdsFilter() {
    CommandRun onlyBuses = detect(bus, "--nosave", "--classes", "5");
    assertTrue(onlyBuses.out().contains("480 1 bus, "), onlyBuses.out());
    CommandRun sure = detect(bus, "--nosave", "--conf-thres", "0.99");
    assertTrue(sure.out().contains("(no detections), "), sure.out());
    CommandRun one = detect(bus, "--nosave", "--max-det", "1");
    assertTrue(one.out().matches("(?s).*480 1 (person|bus), .*"), one.out());
  }

  @Test
  void aClassThatTheModelLacksIsRefused() {
    CommandRun run = detect(bus, "--classes", "80");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("0 to 79"), run.err());
  }

  @Test
  void aSizeOffTheStrideIsRoundedUpWithAWarning() {
    CommandRun run = detect(bus, "--nosave", "--img", "300");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.err().contains("--img 300"), run.err());
    assertTrue(run.err().contains("using 320"), run.err());
    assertTrue(run.out().contains(": 320x256 ") || run.out().contains(": 320x240 "), run.out());
  }

  @Test
  void cropsAreSavedByClass() throws IOException {
    detect(bus, "--save-crop", "--img", "320");
    try (var crops = Files.list(folder.resolve("runs/exp/crops/bus"))) {
      assertEquals(List.of("bus.jpg"), crops.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void brokenPicturesInAFolderAreReportedAndPassedOver() throws IOException {
    byte[] whole = Files.readAllBytes(bus);
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    Files.write(pictures.resolve("a.jpg"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(pictures.resolve("b.jpg"), whole);
    Files.writeString(pictures.resolve("c.png"), "no picture");
    CommandRun run = detect(pictures, "--img", "320");
    assertEquals(0, run.exitCode(), run.err());
    List<String> warnings = run.err().lines().toList();
    assertEquals(2, warnings.size(), run.err());
    assertTrue(warnings.get(0).contains("a.jpg"), run.err());
    assertTrue(warnings.get(1).contains("c.png"), run.err());
    assertTrue(run.out().contains("image 2/3 "), run.out());
    assertTrue(run.out().contains("2 of 3 pictures could not be read"), run.out());
    assertTrue(Files.exists(folder.resolve("runs/exp/b.jpg")));
    assertFalse(Files.exists(folder.resolve("runs/exp/a.jpg")));
  }

  @Test
  void oneBrokenPictureIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(bus);
    Path truncated = folder.resolve("cut.jpg");
    Files.write(truncated, Arrays.copyOf(whole, whole.length / 2));
    CommandRun run = detect(truncated);
    assertEquals(2, run.exitCode());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("cut.jpg"), run.err());
  }

  @Test
  void runsAreNumberedUnlessTheFolderMayExist() {
    for (int i = 0; i < 2; i++) {
      detect(bus, "--img", "64");
    }
    detect(bus, "--img", "64", "--exist-ok");
    String[] names = folder.resolve("runs").toFile().list();
    Arrays.sort(names);
    assertArrayEquals(new String[] {"exp", "exp2"}, names);
  }

  @Test
  void weightsOfAnotherModelAreRefused() {
    CommandRun run = detect(bus, "--cfg", "yolov5s");
    assertEquals(2, run.exitCode());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("yolov5n-coco.safetensors"), run.err());
  }

  @Test
  void threeVersionsFindTheSameObjectsWithOtherConfidences() throws IOException {
    String[] common = {"--img", "320", "--nosave", "--json", "-"};
    CommandRun plain = detect(bus, common);
    CommandRun augmented = detect(bus, "--img", "320", "--nosave", "--json", "-", "--augment");
    assertEquals(0, augmented.exitCode(), augmented.err());
    assertFalse(plain.out().equals(augmented.out()));
    Map<?, ?> report = (Map<?, ?>) Json.parse(augmented.out());
    Map<?, ?> image = (Map<?, ?>) ((List<?>) report.get("images")).get(0);
    List<?> found = (List<?>) image.get("detections");
    List<String> names = new ArrayList<>();
    found.forEach(box -> names.add((String) ((Map<?, ?>) box).get("name")));
    assertTrue(names.contains("bus") && names.contains("person"), names.toString());
  }
}
