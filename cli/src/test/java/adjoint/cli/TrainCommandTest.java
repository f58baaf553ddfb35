package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.yolo.data.shapes.ShapeFiles;
import adjoint.yolo.data.shapes.ShapeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The train command from its arguments to its files, with a tiny model and a few pictures. */
class TrainCommandTest {
  private static final String MODEL =
      """
      nc: 80
      depth_multiple: 1.0
      width_multiple: 1.0
      anchors: [[10, 10, 20, 20], [30, 30, 50, 50]]
      backbone:
        - [-1, 1, Conv, [8, 3, 2]]
        - [-1, 1, Conv, [8, 3, 2]]
        - [-1, 1, Conv, [16, 3, 2]]
        - [-1, 1, Conv, [16, 3, 2]]
      head:
        - [[2, 3], 1, Detect, [nc, anchors]]
      """;

  @TempDir Path folder;
  private Path data;
  private Path model;

  @BeforeEach
  void writeADataSet() throws IOException {
    data = ShapeFiles.write(new ShapeSet(10, 32, 1), folder.resolve("shapes"), line -> {});
    model = Files.writeString(folder.resolve("tiny.yaml"), MODEL);
  }

  private CommandRun train(String... more) {
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(List.of("--project", folder.resolve("runs").toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private CommandRun trainTiny(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--data", data.toString(), "--cfg", model.toString()));
    arguments.addAll(List.of("--img", "64", "--epochs", "1", "--batch-size", "4"));
    arguments.addAll(List.of(more));
    return train(arguments.toArray(String[]::new));
  }

  @Test
  void trainsValidatesAndSaves() throws IOException {
    CommandRun run = trainTiny("--epochs", "2");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("mAP50-95"), run.out());
    Path exp = folder.resolve("runs/exp");
    for (String file :
        List.of(
            "opt.yaml",
            "hyp.yaml",
            "results.csv",
            "results.png",
            "labels.png",
            "train_batch0.jpg",
            "confusion_matrix.png",
            "weights/last.safetensors",
            "weights/best.safetensors")) {
      assertTrue(Files.exists(exp.resolve(file)), file);
    }
    assertEquals(3, Files.readAllLines(exp.resolve("results.csv")).size());
    String weights = exp.resolve("weights/best.safetensors").toString();
    CommandRun again = trainTiny("--weights", weights, "--noplots", "--freeze", "2");
    assertEquals(0, again.exitCode(), again.err());
    assertTrue(again.out().contains("tensors carried over from " + weights), again.out());
    assertFalse(Files.exists(folder.resolve("runs/exp2/results.png")));
    CommandRun val =
        CommandRun.of(
            "val", "--weights", weights, "--data", data.toString(), "--img", "64", "--noplots");
    assertEquals(0, val.exitCode(), val.err());
  }

  @Test
  void aFinishedTrainingCannotBeResumed() {
    assertEquals(0, trainTiny("--noplots").exitCode());
    String weights = folder.resolve("runs/exp/weights/last.safetensors").toString();
    CommandRun run = train("--resume", weights);
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("is of a finished training"), run.err());
  }

  @Test
  void evolvesHyperparameters() throws IOException {
    CommandRun run = trainTiny("--evolve", "2");
    assertEquals(0, run.exitCode(), run.err());
    Path exp = folder.resolve("runs/exp");
    assertEquals(3, Files.readAllLines(exp.resolve("evolve.csv")).size());
    assertTrue(Files.readString(exp.resolve("hyp_evolve.yaml")).contains("lr0: "));
  }

  @Test
  void trainsOnTheEmbeddedShapes() throws IOException {
    CommandRun run =
        train("--cfg", model.toString(), "--epochs", "1", "--img", "64", "--batch-size", "64");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(Files.exists(folder.resolve("runs/exp/detections.png")));
  }

  @Test
  void wrongInputIsExplainedInOneSentence() throws IOException {
    Path hyp = Files.writeString(folder.resolve("hyp.yaml"), "speed: 3");
    Path empty = Files.createDirectories(folder.resolve("empty/images"));
    Path none = folder.resolve("empty/data.yaml");
    Files.writeString(
        none,
        "path: " + folder + "\ntrain: empty/images\nval: empty/images\n" + "nc: 1\nnames: [a]\n");
    assertTrue(Files.exists(empty));
    String[][] cases = {
      {"name a model with --cfg", "--data", data.toString()},
      {"Missing required option: --data=FILE", "--weights", "none.pt"},
      {"none.pt: no such file", "--data", data.toString(), "--weights", "none.pt"},
      {
        "speed is no hyper-parameter",
        "--data",
        data.toString(),
        "--cfg",
        "yolov5n",
        "--hyp",
        hyp.toString()
      },
      {"--optimizer must be", "--optimizer", "Lion"},
      {"epochs must be 1 or more, got 0", "--epochs", "0"},
      {"label smoothing must be from 0 to 1", "--label-smoothing", "2"},
      {"--cache disk is not supported", "--cache=disk"},
      {"none.safetensors: no such file", "--resume", "none.safetensors"},
      {"empty", "--data", none.toString(), "--cfg", model.toString()},
    };
    for (String[] one : cases) {
      String[] arguments = Arrays.copyOfRange(one, 1, one.length);
      CommandRun run = train(arguments);
      assertEquals(2, run.exitCode(), one[0] + ": " + run.err());
      assertTrue(run.err().contains(one[0]), run.err());
      assertEquals(1, run.err().strip().lines().count(), run.err());
    }
  }
}
