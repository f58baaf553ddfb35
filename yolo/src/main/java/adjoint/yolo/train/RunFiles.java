package adjoint.yolo.train;

import adjoint.yolo.TrainingStoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** The text files in a run's folder. */
final class RunFiles {
  private final Path folder;

  /** A run's folder, which is made if it is not there. */
  RunFiles(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(weights());
  }

  /** The folder. */
  Path folder() {
    return folder;
  }

  /** The folder of the checkpoints. */
  Path weights() {
    return folder.resolve("weights");
  }

  /** The checkpoint of the last epoch. */
  Path last() {
    return weights().resolve("last.safetensors");
  }

  /** The checkpoint of the best epoch. */
  Path best() {
    return weights().resolve("best.safetensors");
  }

  /** The rows of the epochs. */
  Path results() {
    return folder.resolve("results.csv");
  }

  void writeHyperparameters(Hyperparameters numbers) throws IOException {
    Files.writeString(folder.resolve("hyp.yaml"), numbers.toYaml());
  }

  void writeOptions(Map<String, ?> options) throws IOException {
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    Files.writeString(folder.resolve("opt.yaml"), new Dump(settings).dumpToString(options));
  }

  /** Adds a row; the first one comes with the titles. */
  void append(EpochResult row) throws IOException {
    String text = Files.exists(results()) ? "" : EpochResult.header() + "\n";
    Files.writeString(
        results(), text + row.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Reads the rows before an epoch, and drops later ones, which a run that goes on makes again. */
  List<EpochResult> keepBefore(int epoch) throws IOException {
    List<EpochResult> rows = new ArrayList<>();
    if (!Files.exists(results())) {
      return rows;
    }
    StringBuilder kept = new StringBuilder(EpochResult.header()).append('\n');
    for (String line : Files.readAllLines(results())) {
      EpochResult row = parse(line);
      if (row != null && row.epoch() < epoch && row.epoch() == rows.size()) {
        rows.add(row);
        kept.append(line).append('\n');
      }
    }
    Path temporary = folder.resolve(".results.csv.tmp");
    Files.writeString(temporary, kept);
    Files.move(temporary, results(), StandardCopyOption.REPLACE_EXISTING);
    return rows;
  }

  /** A row, or null for the titles or a line cut short. */
  private static EpochResult parse(String line) {
    String[] cells = line.split(",");
    double[] v = new double[EpochResult.COLUMNS.size()];
    if (cells.length != v.length) {
      return null;
    }
    try {
      for (int i = 0; i < v.length; i++) {
        v[i] = Double.parseDouble(cells[i].strip());
      }
    } catch (NumberFormatException e) {
      return null;
    }
    return new EpochResult(
        (int) v[0],
        v[1],
        v[2],
        v[3],
        v[4],
        v[5],
        v[6],
        v[7],
        v[8],
        v[9],
        v[10],
        v[11],
        v[12],
        v[13]);
  }

  /** Removes what a run that was killed while it saved has left. */
  void removeRemains() throws IOException {
    try (Stream<Path> files = Files.list(weights())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.getFileName().toString().matches("\\..*\\.tmp")) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** The exception for a checkpoint that could not be written. */
  static TrainingStoppedException notSaved(Path file, IOException problem) {
    String kept = Files.exists(file) ? "; the checkpoint saved there before is as it was" : "";
    return new TrainingStoppedException(
        file + " could not be saved: " + reason(problem) + kept + "; the training has stopped",
        problem);
  }

  private static String reason(IOException problem) {
    String message = problem.getMessage();
    return message == null ? problem.getClass().getSimpleName() : message;
  }
}
