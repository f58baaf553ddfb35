package adjoint.cli;

import adjoint.yolo.train.EpochResult;
import adjoint.yolo.train.TrainingListener;
import adjoint.yolo.train.TrainingSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A line for each epoch, and below them a bar that moves with every batch. */
final class TrainProgress implements TrainingListener {
  private static final double GIBIBYTE = 1 << 30;
  private static final String TITLES =
      String.format(
          Locale.ROOT,
          "%9s%9s%9s%9s%9s%7s%7s%11s%9s%8s%10s%10s",
          "epoch",
          "memory",
          "box",
          "obj",
          "cls",
          "labels",
          "size",
          "precision",
          "recall",
          "mAP50",
          "mAP50-95",
          "left");

  private final TrainingSettings settings;
  private final PrintWriter out;
  private final PrintWriter err;
  private Progress bar;
  private Start start;
  private long startTime;
  private Step last;

  TrainProgress(TrainingSettings settings, PrintWriter out, PrintWriter err) {
    this.settings = settings;
    this.out = out;
    this.err = err;
  }

  @Override
  public void onStart(Start given) {
    start = given;
    startTime = System.nanoTime();
    out.printf(
        Locale.ROOT,
        "%s, %,d parameters; %d pictures, %d batches of %d in an epoch%n%s%n",
        given.model().name(),
        given.model().parameterCount(),
        given.images().size(),
        given.batches(),
        Math.min(settings.batchSize(), given.images().size()),
        TITLES);
    out.flush();
  }

  @Override
  public void onStep(Step step) {
    if (bar == null) {
      String epoch = "epoch " + step.epoch() + "/" + (start.epochs() - 1);
      bar = new Progress(epoch, start.batches(), out, err);
    }
    last = step;
    bar.detail(
        String.format(
            Locale.ROOT,
            "box %s obj %s cls %s, %d labels, %d px, %s",
            number(step.box()),
            number(step.objectness()),
            number(step.classes()),
            step.instances(),
            step.imageSize(),
            memory()));
    bar.step();
  }

  @Override
  public void onEpochEnd(EpochResult row) {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    out.printf(
        Locale.ROOT,
        "%9s%9s%9s%9s%9s%7d%7d%11.3f%9.3f%8.3f%10.3f%10s%n",
        row.epoch() + "/" + (start.epochs() - 1),
        memory(),
        number(row.trainBox()),
        number(row.trainObjectness()),
        number(row.trainClasses()),
        last.instances(),
        last.imageSize(),
        row.precision(),
        row.recall(),
        row.map50(),
        row.map5095(),
        timeLeft(row.epoch()));
    out.flush();
  }

  @Override
  public void onEnd(End end) {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < .1 ? "%.5f" : "%.4f", value);
  }

  /** What the heap holds. */
  private static String memory() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    return String.format(Locale.ROOT, "%.2fG", used / GIBIBYTE);
  }

  private String timeLeft(int epoch) {
    int done = epoch + 1 - start.firstEpoch();
    double perEpoch = (System.nanoTime() - startTime) / 1e9 / done;
    long seconds = Math.round(perEpoch * (start.epochs() - epoch - 1));
    Duration left = Duration.ofSeconds(seconds);
    return left.toHours() > 0
        ? String.format(Locale.ROOT, "%dh %02dm", left.toHours(), left.toMinutesPart())
        : String.format(Locale.ROOT, "%dm %02ds", left.toMinutes(), left.toSecondsPart());
  }
}
