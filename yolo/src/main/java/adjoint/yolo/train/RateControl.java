package adjoint.yolo.train;

import adjoint.nn.optim.ParameterGroup;
import adjoint.nn.optim.Schedule;

/**
 * The learning rates, the momentum and the number of batches per step, as they change during a
 * training.
 *
 * <p>In the warm-up, of a number of batches, the rate of the biases falls to the schedule's and the
 * others rise to it from 0, the momentum rises, and so does the number of batches that make a step.
 * Then the rates stay for an epoch. As in the reference, an epoch has the schedule's factor of the
 * epoch before, for the schedule moves on at the end of an epoch and starts one too low.
 */
final class RateControl {
  private final TrainedGroups groups;
  private final Hyperparameters numbers;
  private final boolean hasMomentum;
  private final Schedule schedule;
  private final int batchesPerEpoch;
  private final double batchesPerStep;
  private final long warmUp;
  private int accumulate;

  RateControl(
      TrainedGroups groups, Hyperparameters numbers, TrainingSettings settings, int batches) {
    this.groups = groups;
    this.numbers = numbers;
    hasMomentum = settings.optimizer() == OptimizerKind.SGD;
    double last = numbers.get("lrf");
    schedule =
        settings.cosine()
            ? Schedule.cosine(settings.epochs(), last)
            : Schedule.linear(settings.epochs(), last);
    batchesPerEpoch = batches;
    batchesPerStep = (double) settings.nominalBatch() / settings.batchSize();
    warmUp =
        Math.max((long) Math.rint(numbers.get("warmup_epochs") * batches), settings.warmUpFloor());
    accumulate = rounded(batchesPerStep);
    double decay = numbers.get("weight_decay") * settings.batchSize() * accumulate;
    groups.weights().weightDecay(decay / settings.nominalBatch());
    for (ParameterGroup group : groups.all()) {
      group.momentum(numbers.get("momentum"));
    }
  }

  private static int rounded(double batches) {
    return Math.max(1, (int) Math.rint(batches));
  }

  /** Batches that make one step, for now. */
  int accumulate() {
    return accumulate;
  }

  /** Sets what an epoch starts with. */
  void startEpoch(int epoch) {
    setRates(numbers.get("lr0") * schedule.factor(Math.max(0, epoch - 1)));
  }

  /** Sets what an epoch ends with. */
  void endEpoch(int epoch) {
    setRates(numbers.get("lr0") * schedule.factor(epoch));
  }

  private void setRates(double rate) {
    groups.all().forEach(group -> group.learningRate(rate));
  }

  /** Sets what a batch is trained with. */
  void startBatch(int epoch, int batch) {
    long done = batch + (long) batchesPerEpoch * epoch;
    if (done > warmUp || warmUp == 0) {
      return;
    }
    double share = (double) done / warmUp;
    accumulate = rounded(between(1, batchesPerStep, share));
    double rate = numbers.get("lr0") * schedule.factor(epoch);
    groups.norms().learningRate(between(0, rate, share));
    groups.weights().learningRate(between(0, rate, share));
    groups.biases().learningRate(between(numbers.get("warmup_bias_lr"), rate, share));
    if (hasMomentum) {
      double momentum = between(numbers.get("warmup_momentum"), numbers.get("momentum"), share);
      groups.all().forEach(group -> group.momentum(momentum));
    }
  }

  private static double between(double from, double to, double share) {
    return from + (to - from) * share;
  }
}
