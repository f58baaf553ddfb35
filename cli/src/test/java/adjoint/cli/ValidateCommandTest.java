package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.tensor.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The val command from its arguments to its files, with real weights and a few photographs. */
class ValidateCommandTest {
  private static final int PICTURES = 6;

  @TempDir Path folder;

  private Path weights;
  private Path coco;
  private Path data;
  private int labels;

  @BeforeEach
  void describeAFewPictures() throws IOException {
    weights = Shared.file("weights/yolov5n-coco.safetensors");
    coco = Shared.file("data/coco128/data.yaml");
    assumeTrue(weights != null && coco != null, "no weights and data set beside the project");
    Path images = coco.resolveSibling("images/train2017").toAbsolutePath().normalize();
    List<Path> files;
    try (Stream<Path> all = Files.list(images)) {
      files = all.sorted().limit(PICTURES).toList();
    }
    Files.write(folder.resolve("list.txt"), files.stream().map(Path::toString).toList());
    labels = 0;
    for (Path file : files) {
      String text = file.toString().replace("/images/", "/labels/").replace(".jpg", ".txt");
      if (Files.exists(Path.of(text))) {
        labels +=
            (int) Files.readAllLines(Path.of(text)).stream().filter(l -> !l.isBlank()).count();
      }
    }
    String names =
        Files.readAllLines(coco).stream()
            .filter(l -> l.startsWith("names"))
            .findFirst()
            .orElseThrow();
    data =
        Files.writeString(
            folder.resolve("few.yaml"),
            "path: " + folder + "\ntrain: list.txt\nval: list.txt\nnc: 80\n" + names + "\n");
  }

  private CommandRun validate(Path set, String... more) {
    List<String> arguments = new ArrayList<>(List.of("val", "--weights", weights.toString()));
    arguments.addAll(List.of("--data", set.toString()));
    arguments.addAll(List.of("--project", folder.resolve("runs").toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static double number(Map<?, ?> map, String key) {
    return ((Number) map.get(key)).doubleValue();
  }

  @Test
  void figuresTextJsonAndPictures() throws IOException {
    Path json = folder.resolve("out/figures.json");
    CommandRun run =
        validate(data, "--img", "320", "--save-txt", "--save-json", "--json", json.toString());
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("mAP50-95"), run.out());

    Map<?, ?> figures = (Map<?, ?>) Json.parse(Files.readString(json));
    assertEquals(
        List.of("images", "labels", "precision", "recall", "map50", "map50_95", "per_class"),
        List.copyOf(figures.keySet()));
    assertEquals(PICTURES, number(figures, "images"));
    assertEquals(labels, number(figures, "labels"));
    double mean = 0;
    int counted = 0;
    List<?> classes = (List<?>) figures.get("per_class");
    for (Object entry : classes) {
      Map<?, ?> one = (Map<?, ?>) entry;
      assertEquals(
          List.of("class", "name", "labels", "precision", "recall", "map50", "map50_95"),
          List.copyOf(one.keySet()));
      mean += number(one, "map50") / classes.size();
      counted += (int) number(one, "labels");
    }
    assertEquals(labels, counted);
    assertEquals(mean, number(figures, "map50"), 1e-5);
    assertTrue(mean > 0.3, "a trained model finds some of the objects: " + mean);

    Path exp = folder.resolve("runs/exp");
    for (String name :
        List.of(
            "PR_curve.png",
            "P_curve.png",
            "R_curve.png",
            "F1_curve.png",
            "confusion_matrix.png",
            "val_batch0_labels.jpg",
            "val_batch0_pred.jpg")) {
      assertTrue(Files.size(exp.resolve(name)) > 10_000, name);
    }
    assertPredictions(exp);
  }

  private static void assertPredictions(Path exp) throws IOException {
    Path file = exp.resolve("yolov5n-coco_predictions.json");
    List<?> predictions = (List<?>) Json.parse(Files.readString(file));
    long rows = 0;
    try (Stream<Path> texts = Files.list(exp.resolve("labels"))) {
      for (Path text : (Iterable<Path>) texts::iterator) {
        rows += Files.readAllLines(text).size();
      }
    }
    assertEquals(rows, predictions.size());
    Map<?, ?> first = (Map<?, ?>) predictions.get(0);
    assertEquals(List.of("image_id", "category_id", "bbox", "score"), List.copyOf(first.keySet()));
    assertTrue(first.get("image_id") instanceof Long, "the names of the files are numbers");
    assertEquals(4, ((List<?>) first.get("bbox")).size());
  }

  @Test
  void optionsChangeWhatIsFound() {
    CommandRun plain = validate(data, "--img", "192", "--noplots", "--json", "-");
    assertEquals(0, plain.exitCode(), plain.err());
    assertTrue(plain.out().startsWith("{"), "only the JSON is on standard output");
    assertFalse(Files.exists(folder.resolve("runs")), "nothing was asked for");
    CommandRun augmented = validate(data, "--img", "192", "--noplots", "--json", "-", "--augment");
    assertEquals(0, augmented.exitCode(), augmented.err());
    assertFalse(plain.out().equals(augmented.out()));
    CommandRun single = validate(data, "--img", "192", "--noplots", "--json", "-", "--single-cls");
    assertEquals(0, single.exitCode(), single.err());
    assertTrue(single.out().contains("\"name\": \"object\""), single.out());
    CommandRun speed = validate(data, "--img", "192", "--noplots", "--task", "speed");
    assertEquals(0, speed.exitCode(), speed.err());
    CommandRun verbose = validate(data, "--img", "192", "--noplots", "--verbose");
    assertTrue(verbose.out().lines().count() > speed.out().lines().count() + 3, verbose.out());
  }

  @Test
  void anotherNumberOfClassesIsRefused() throws IOException {
    Path other =
        Files.writeString(
            folder.resolve("other.yaml"),
            "path: " + folder + "\ntrain: list.txt\nval: list.txt\nnc: 2\nnames: [a, b]\n");
    CommandRun run = validate(other);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("80 classes") && run.err().contains("has 2"), run.err());
  }

  /** Takes half a minute, so only on request: {@code -Dadjoint.long=true}. */
  @Test
  @EnabledIfSystemProperty(named = "adjoint.long", matches = "true")
  void theFiguresOfTheWholeSetEqualTheReference() throws IOException {
    Map<?, ?> expected =
        (Map<?, ?>) Json.parse(Files.readString(Shared.file("golden/yolo/val_metrics.json")));
    Path json = folder.resolve("figures.json");
    CommandRun run = validate(coco, "--batch-size", "8", "--noplots", "--json", json.toString());
    assertEquals(0, run.exitCode(), run.err());
    Map<?, ?> figures = (Map<?, ?>) Json.parse(Files.readString(json));
    assertEquals(number(expected, "images"), number(figures, "images"));
    assertEquals(number(expected, "labels"), number(figures, "labels"));
    for (String key : List.of("precision", "recall", "map50", "map50_95")) {
      assertEquals(number(expected, key), number(figures, key), 0.005, key);
    }
  }
}
