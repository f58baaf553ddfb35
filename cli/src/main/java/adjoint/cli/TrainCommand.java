package adjoint.cli;

import adjoint.tensor.backend.Parallel;
import adjoint.yolo.data.DataSet;
import adjoint.yolo.train.Hyperparameters;
import adjoint.yolo.train.OptimizerKind;
import adjoint.yolo.train.ResumedRun;
import adjoint.yolo.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a detector. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = {
      "Trains a detector on labelled pictures, validates it and saves its weights.",
      "",
      "Without arguments, it trains a small model with attention on drawn shapes, in about"
          + " three minutes, and shows what it finds in unseen pictures.",
    },
    customSynopsis = {
      "adjoint train",
      "      adjoint train --data=FILE [--cfg=MODEL] [--weights=FILE] [OPTIONS]",
      "      adjoint train --resume[=FILE]"
    },
    sortOptions = false,
    optionListHeading = "%nGeneral%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:done, or ended with Ctrl-C after an epoch was saved",
      "1:something went wrong that is not the input's fault",
      "2:an argument, the data set or the weights cannot be used"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint train",
      "  adjoint train --data data.yaml --weights yolov5n.pt --epochs 50",
      "  adjoint train --data data.yaml --cfg yolov5n-soca --weights yolov5n.pt",
      "  adjoint train --resume runs/train/exp/weights/last.safetensors",
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(validate = false, heading = "%nInput%n", order = 1)
  private TrainArguments.Input input = new TrainArguments.Input();

  @ArgGroup(validate = false, heading = "%nLearning%n", order = 2)
  private TrainArguments.Learning learning = new TrainArguments.Learning();

  @ArgGroup(validate = false, heading = "%nPictures%n", order = 3)
  private TrainArguments.Pictures pictures = new TrainArguments.Pictures();

  @ArgGroup(validate = false, heading = "%nOutput%n", order = 4)
  private TrainArguments.Output output = new TrainArguments.Output();

  @ArgGroup(validate = false, heading = "%nMachine%n", order = 5)
  private TrainArguments.Machine machine = new TrainArguments.Machine();

  @Mixin private DeviceOption device;

  @Override
  public Integer call() throws Exception {
    checkArguments();
    return device.compute(this::train);
  }

  private int train() throws IOException {
    if (machine.threads != null) {
      Parallel.setThreads(machine.threads);
    }
    TrainRun run = new TrainRun(spec.commandLine(), output.noPlots);
    if (input.resume != null) {
      run.resume(ResumedRun.read(checkpoint()));
      return 0;
    }
    TrainPlan plan = input.data == null && input.weights == null ? shapes() : plan();
    if (learning.evolve != null) {
      run.evolve(plan, folder("evolve"), learning.evolve);
    } else {
      run.start(plan, folder("train"));
    }
    return 0;
  }

  private Path checkpoint() throws IOException {
    if (!input.resume.isEmpty()) {
      Path file = Path.of(input.resume);
      ModelWeights.requireFile(file);
      return file;
    }
    return ResumedRun.latest(Path.of("."))
        .orElseThrow(
            () -> new UserException("--resume: there is no last.safetensors below this folder"));
  }

  private Path folder(String kind) throws IOException {
    Path project = output.project != null ? output.project : Path.of("runs", kind);
    return RunFolder.next(project, output.name, output.existOk);
  }

  private TrainPlan shapes() throws IOException {
    Hyperparameters numbers =
        input.hyp == null ? EmbeddedTraining.hyperparameters() : Hyperparameters.read(input.hyp);
    return TrainPlan.ofShapes(input.cfg, numbers, settings(EmbeddedTraining.settings()));
  }

  private TrainPlan plan() throws IOException {
    require(input.data != null, "Missing required option: --data=FILE");
    require(
        input.cfg != null || input.weights != null && !input.weights.isEmpty(),
        "name a model with --cfg=MODEL, or weights to start from with --weights=FILE");
    Path weights = null;
    if (input.weights != null && !input.weights.isEmpty()) {
      weights = Path.of(input.weights);
      ModelWeights.requireFile(weights);
    }
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("data", input.data.toString());
    options.put("weights", weights == null ? "" : weights.toString());
    options.put("cfg", input.cfg == null ? "" : input.cfg);
    String hyp = input.hyp == null ? "hyp.scratch-low" : input.hyp;
    options.put("hyp", hyp);
    options.put("noplots", output.noPlots);
    return new TrainPlan(
        DataSet.read(input.data),
        weights,
        input.cfg,
        input.nearIdentity,
        Hyperparameters.read(hyp),
        settings(new TrainingSettings()),
        options);
  }

  private TrainingSettings settings(TrainingSettings base) {
    try {
      if (learning.epochs != null) {
        base.epochs(learning.epochs);
      }
      if (learning.batchSize != null) {
        base.batchSize(learning.batchSize == -1 ? 16 : learning.batchSize);
      }
      if (learning.size != null) {
        base.imageSize(learning.size);
      }
      if (learning.warmUpFloor != null) {
        base.warmUpFloor(learning.warmUpFloor);
      }
      if (learning.optimizer != null) {
        base.optimizer(OptimizerKind.valueOf(learning.optimizer.toUpperCase(Locale.ROOT)));
      }
      return base.workers(machine.workers)
          .seed(learning.seed)
          .cosine(learning.cosine || base.cosine())
          .rectangular(pictures.rectangular)
          .multiScale(pictures.multiScale)
          .imageWeights(pictures.imageWeights)
          .singleClass(pictures.singleClass)
          .cacheInMemory(pictures.cache != null)
          .noSave(output.noSave)
          .noValidation(output.noValidation)
          .noAutoAnchor(pictures.noAutoAnchor || base.noAutoAnchor())
          .labelSmoothing(learning.labelSmoothing)
          .clipNorm(learning.clipNorm)
          .patience(learning.patience)
          .savePeriod(output.savePeriod)
          .mosaicTiles(pictures.mosaic9 ? 9 : 4)
          .freeze(learning.freeze);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private void checkArguments() {
    if (learning.size != null) {
      ImageSize.require(spec, learning.size);
    }
    require(
        learning.optimizer == null || learning.optimizer.matches("(?i)sgd|adam|adamw"),
        "--optimizer must be SGD, Adam or AdamW, got " + learning.optimizer);
    require(
        learning.batchSize == null || learning.batchSize >= 1 || learning.batchSize == -1,
        "--batch-size must be 1 or more, or -1, got " + learning.batchSize);
    require(
        learning.evolve == null || learning.evolve >= 1,
        "--evolve must be 1 or more, got " + learning.evolve);
    require(
        pictures.cache == null || pictures.cache.equals("ram"),
        "--cache " + pictures.cache + " is not supported, only ram is");
    require(
        machine.threads == null || machine.threads >= 1,
        "--threads must be 1 or more, got " + machine.threads);
    require(learning.freeze.stream().allMatch(row -> row >= 0), "--freeze takes rows from 0 on");
    require(
        input.cfg == null || Files.exists(Path.of(input.cfg)) || !input.cfg.isBlank(),
        "--cfg must not be empty");
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
