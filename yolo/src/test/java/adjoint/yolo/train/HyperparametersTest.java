package adjoint.yolo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Generator;
import adjoint.yolo.TrainingException;
import adjoint.yolo.data.Augmentation;
import adjoint.yolo.loss.LossOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HyperparametersTest {
  @TempDir private Path folder;

  @Test
  void builtInSetsHaveTheKnownNumbers() {
    Hyperparameters low = Hyperparameters.low();
    assertEquals(28, low.values().size());
    assertEquals(Augmentation.LOW, low.augmentation());
    assertEquals(LossOptions.DEFAULT, low.loss());
    Hyperparameters high = Hyperparameters.read("hyps/hyp.scratch-high.yaml");
    assertEquals(.1, high.get("copy_paste"));
    assertEquals(.7, high.get("obj"));
    assertEquals(.9, Hyperparameters.read("med").get("scale"));
    assertEquals(3, Hyperparameters.read("VOC").anchorsPerLevel());
    assertEquals(.59032, Hyperparameters.read("VOC").get("warmup_momentum"));
    assertEquals(.825, Hyperparameters.read("Objects365").get("cls_pw"));
    for (String name : Hyperparameters.NAMES) {
      Hyperparameters.read(name).loss();
      Hyperparameters.read(name).augmentation();
    }
  }

  @Test
  void aFileOverridesTheDefaults() throws IOException {
    Path file = folder.resolve("my.yaml");
    Files.writeString(file, "lr0: 0.002\nlabel_smoothing: 0.0\n");
    Hyperparameters numbers = Hyperparameters.read(file.toString());
    assertEquals(.002, numbers.get("lr0"));
    assertEquals(.937, numbers.get("momentum"));
    Files.writeString(file, numbers.toYaml());
    assertEquals(numbers, Hyperparameters.read(file.toString()));
  }

  @Test
  void wrongFilesAreExplained() throws IOException {
    Path file = folder.resolve("my.yaml");
    String[][] cases = {
      {"lr0: fast", "lr0 must be a number, got fast"},
      {"lr: 0.1", "lr is no hyper-parameter; there are lr0, lrf"},
      {"[1, 2]", "hyper-parameters are a map"},
      {"a: [", "this is not YAML"}
    };
    for (String[] one : cases) {
      Files.writeString(file, one[0]);
      TrainingException problem =
          assertThrows(TrainingException.class, () -> Hyperparameters.read(file.toString()));
      assertTrue(problem.getMessage().contains(one[1]), problem.getMessage());
    }
    TrainingException missing =
        assertThrows(TrainingException.class, () -> Hyperparameters.read("none.yaml"));
    assertTrue(missing.getMessage().contains("built in are"), missing.getMessage());
    assertThrows(
        TrainingException.class, () -> Hyperparameters.low().with("mosaic", 2).augmentation());
    assertThrows(TrainingException.class, () -> Hyperparameters.low().with("box", -1).loss());
  }

  @Test
  void numbersArePrintedWithFiveDigits() {
    double[] values = {0, 1, .1, 123456, .000012345678, -.5, 99999.9, 1e-4, 100, 12.34567};
    String[] expected = {
      "0", "1", "0.1", "1.2346e+05", "1.2346e-05", "-0.5", "1e+05", "0.0001", "100", "12.346"
    };
    for (int i = 0; i < values.length; i++) {
      assertEquals(expected[i], Numbers.general(values[i]));
    }
    assertEquals("nan", Numbers.general(Double.NaN));
    assertEquals("      0.25", Numbers.padded(.25, 10));
  }

  @Test
  void anEvolutionKeepsItsTableAndGoesOn() throws IOException {
    List<Hyperparameters> tried = new ArrayList<>();
    Evolution.Trial trial =
        numbers -> {
          tried.add(numbers);
          double quality = 1 - Math.abs(numbers.get("lr0") - .02);
          return new EpochResult(0, 0, 0, 0, 0, 0, quality, quality, 0, 0, 0, 0, 0, 0);
        };
    new Evolution(folder, Hyperparameters.low(), 3).run(4, trial);
    assertEquals(5, Files.readAllLines(folder.resolve("evolve.csv")).size());
    assertEquals(3, tried.get(0).anchorsPerLevel());
    assertNotEquals(tried.get(0), tried.get(1));
    Hyperparameters best = new Evolution(folder, Hyperparameters.low(), 3).run(6, trial);
    assertEquals(6, tried.size(), "two more");
    assertEquals(7, Files.readAllLines(folder.resolve("evolve.csv")).size());
    assertEquals(best, Hyperparameters.read(folder.resolve("hyp_evolve.yaml").toString()));
  }

  @Test
  void mutationsStayWithinTheirBounds() {
    Generator generator = new Generator(System.nanoTime());
    Hyperparameters numbers = Hyperparameters.low();
    for (int i = 0; i < 200; i++) {
      numbers = Evolution.mutated(numbers, generator);
      assertTrue(numbers.get("lr0") >= 1e-5 && numbers.get("lr0") <= .1);
      assertEquals(.2, numbers.get("iou_t"), "has no gain");
      numbers.augmentation();
      numbers.loss();
    }
  }
}
