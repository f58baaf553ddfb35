package adjoint.yolo.train;

import adjoint.tensor.Generator;
import adjoint.yolo.metrics.Fitness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Improves hyper-parameters by trial: each generation changes one of the best sets at random,
 * trains with it, and adds the outcome to {@code evolve.csv}. An interrupted evolution goes on
 * where it was.
 */
public final class Evolution {
  private static final int PARENTS = 5;
  private static final double MUTATION_SHARE = .8;
  private static final double MUTATION_SIZE = .2;
  private static final double SMALL = 1e-6;
  private static final int WIDTH = 20;
  private static final List<String> RESULTS =
      List.of(
          "metrics/precision",
          "metrics/recall",
          "metrics/mAP_0.5",
          "metrics/mAP_0.5:0.95",
          "val/box_loss",
          "val/obj_loss",
          "val/cls_loss");

  /** How strongly a number is changed, and between which bounds it stays. */
  private record Range(double gain, double least, double most) {}

  private static final Map<String, Range> RANGES = ranges();

  private final Path folder;
  private final Hyperparameters first;
  private final Generator generator;

  /** One generation: the numbers and what came of them. */
  private record Generation(Hyperparameters numbers, double fitness) {}

  /** Trains with a set of hyper-parameters. */
  @FunctionalInterface
  public interface Trial {
    /**
     * Trains.
     *
     * @return the last epoch's row, or null if the evolution was asked to end
     */
    EpochResult run(Hyperparameters numbers) throws IOException;
  }

  /**
   * An evolution in a folder.
   *
   * @param start the first set
   * @param seed of all random numbers, together with the generation
   */
  public Evolution(Path folder, Hyperparameters start, long seed) {
    this.folder = folder;
    first = start.anchorsPerLevel() == 0 ? start.with(Hyperparameters.ANCHORS, 3) : start;
    generator = new Generator(seed);
  }

  private static Map<String, Range> ranges() {
    Map<String, Range> ranges = new LinkedHashMap<>();
    ranges.put("lr0", new Range(1, 1e-5, .1));
    ranges.put("lrf", new Range(1, .01, 1));
    ranges.put("momentum", new Range(.3, .6, .98));
    ranges.put("weight_decay", new Range(1, 0, .001));
    ranges.put("warmup_epochs", new Range(1, 0, 5));
    ranges.put("warmup_momentum", new Range(1, 0, .95));
    ranges.put("warmup_bias_lr", new Range(1, 0, .2));
    ranges.put("box", new Range(1, .02, .2));
    ranges.put("cls", new Range(1, .2, 4));
    ranges.put("cls_pw", new Range(1, .5, 2));
    ranges.put("obj", new Range(1, .2, 4));
    ranges.put("obj_pw", new Range(1, .5, 2));
    ranges.put("iou_t", new Range(0, .1, .7));
    ranges.put("anchor_t", new Range(1, 2, 8));
    ranges.put("anchors", new Range(2, 2, 10));
    ranges.put("fl_gamma", new Range(0, 0, 2));
    ranges.put("hsv_h", new Range(1, 0, .1));
    ranges.put("hsv_s", new Range(1, 0, .9));
    ranges.put("hsv_v", new Range(1, 0, .9));
    ranges.put("degrees", new Range(1, 0, 45));
    ranges.put("translate", new Range(1, 0, .9));
    ranges.put("scale", new Range(1, 0, .9));
    ranges.put("shear", new Range(1, 0, 10));
    ranges.put("perspective", new Range(0, 0, .001));
    ranges.put("flipud", new Range(1, 0, 1));
    ranges.put("fliplr", new Range(0, 0, 1));
    ranges.put("mosaic", new Range(1, 0, 1));
    ranges.put("mixup", new Range(1, 0, 1));
    ranges.put("copy_paste", new Range(1, 0, 1));
    return ranges;
  }

  /**
   * Runs generations.
   *
   * @param generations how many there are to be in the end, those of an earlier run included
   * @return the best set
   */
  public Hyperparameters run(int generations, Trial trial) throws IOException {
    Files.createDirectories(folder);
    List<Generation> done = read();
    for (int i = 0; i < done.size(); i++) {
      generator.split();
    }
    while (done.size() < generations) {
      Hyperparameters next = next(done, generator.split());
      EpochResult result = trial.run(next);
      if (result == null) {
        break;
      }
      append(next, result);
      done.add(new Generation(next, result.fitness()));
      Files.writeString(folder.resolve("hyp_evolve.yaml"), best(done).toYaml());
    }
    return done.isEmpty() ? first : best(done);
  }

  private static Hyperparameters best(List<Generation> done) {
    return done.stream()
        .max(Comparator.comparingDouble(Generation::fitness))
        .orElseThrow()
        .numbers();
  }

  private Hyperparameters next(List<Generation> done, Generator random) {
    return done.isEmpty() ? clamped(first) : mutated(parent(done, random), random);
  }

  /** One of the five best, the more probably, the better it is. */
  private static Hyperparameters parent(List<Generation> done, Generator random) {
    List<Generation> best =
        done.stream()
            .sorted(Comparator.comparingDouble(Generation::fitness).reversed())
            .limit(PARENTS)
            .toList();
    double least = best.get(best.size() - 1).fitness();
    double sum = best.stream().mapToDouble(g -> g.fitness() - least + SMALL).sum();
    double place = random.nextDouble() * sum;
    for (Generation candidate : best) {
      place -= candidate.fitness() - least + SMALL;
      if (place < 0) {
        return candidate.numbers();
      }
    }
    return best.get(0).numbers();
  }

  /** The numbers, each times a random factor from 0.3 to 3. */
  static Hyperparameters mutated(Hyperparameters parent, Generator random) {
    Map<String, Double> factors = new LinkedHashMap<>();
    boolean changed = false;
    while (!changed) {
      double strength = random.nextDouble() * MUTATION_SIZE;
      for (String name : parent.values().keySet()) {
        boolean touched = random.nextDouble() < MUTATION_SHARE;
        double step = RANGES.get(name).gain * random.nextNormal() * strength;
        double factor = touched ? Math.max(.3, Math.min(3, 1 + step)) : 1;
        factors.put(name, factor);
        changed |= factor != 1;
      }
    }
    Hyperparameters child = parent;
    for (Map.Entry<String, Double> entry : factors.entrySet()) {
      child = child.with(entry.getKey(), parent.get(entry.getKey()) * entry.getValue());
    }
    return clamped(child);
  }

  private static Hyperparameters clamped(Hyperparameters numbers) {
    Hyperparameters result = numbers;
    for (Map.Entry<String, Double> entry : numbers.values().entrySet()) {
      Range range = RANGES.get(entry.getKey());
      double value = Math.max(range.least, Math.min(range.most, entry.getValue()));
      result = result.with(entry.getKey(), Math.round(value * 1e5) / 1e5);
    }
    return result;
  }

  // ---- the table ------------------------------------------------------------------------------

  private Path table() {
    return folder.resolve("evolve.csv");
  }

  private void append(Hyperparameters numbers, EpochResult row) throws IOException {
    StringBuilder text = new StringBuilder();
    if (!Files.exists(table())) {
      List<String> titles = new ArrayList<>(RESULTS);
      titles.addAll(numbers.values().keySet());
      text.append(
          titles.stream()
              .map(title -> " ".repeat(Math.max(0, WIDTH - title.length())) + title)
              .collect(Collectors.joining(",")));
      text.append('\n');
    }
    double[] results = {
      row.precision(),
      row.recall(),
      row.map50(),
      row.map5095(),
      row.valBox(),
      row.valObjectness(),
      row.valClasses()
    };
    List<String> cells = new ArrayList<>();
    for (double value : results) {
      cells.add(Numbers.padded(value, WIDTH));
    }
    numbers.values().values().forEach(value -> cells.add(Numbers.padded(value, WIDTH)));
    text.append(String.join(",", cells)).append('\n');
    Files.writeString(table(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private List<Generation> read() throws IOException {
    List<Generation> done = new ArrayList<>();
    if (!Files.exists(table())) {
      return done;
    }
    List<String> lines = Files.readAllLines(table());
    String[] titles = lines.get(0).split(",");
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      if (cells.length == titles.length) {
        done.add(generation(titles, cells));
      }
    }
    return done;
  }

  private static Generation generation(String[] titles, String... cells) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (int i = RESULTS.size(); i < titles.length; i++) {
      numbers.put(titles[i].strip(), Double.parseDouble(cells[i].strip()));
    }
    double map50 = Double.parseDouble(cells[2].strip());
    double map = Double.parseDouble(cells[3].strip());
    return new Generation(Hyperparameters.of("evolve.csv", numbers), Fitness.of(map50, map));
  }
}
