package adjoint.yolo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Rates, momentum and batches per step, batch by batch. */
class RateControlTest {
  private static final Hyperparameters LOW = Hyperparameters.low();

  private final TrainedGroups groups = new TrainedGroups(Tiny.model());

  @Test
  void groupsAreScalesWeightsAndBiases() {
    assertTrue(groups.norms().parameters().containsKey("model.0.bn.weight"));
    assertTrue(groups.weights().parameters().containsKey("model.0.conv.weight"));
    assertTrue(groups.weights().parameters().containsKey("model.4.l1.weight"));
    assertTrue(groups.biases().parameters().containsKey("model.0.bn.bias"));
    int all = groups.all().stream().mapToInt(group -> group.parameters().size()).sum();
    assertEquals(Tiny.model().parameters().size(), all);
  }

  @Test
  void warmUpGoesInStraightLines() {
    TrainingSettings settings = new TrainingSettings().epochs(10).batchSize(16).warmUpFloor(100);
    RateControl rates = new RateControl(groups, LOW, settings, 20);
    // Decay for 16 pictures in 4 batches a step of 64.
    assertEquals(.0005, groups.weights().weightDecay(), 1e-18);
    assertEquals(0, groups.biases().weightDecay());
    rates.startEpoch(0);
    rates.startBatch(0, 0);
    assertEquals(0, groups.weights().learningRate());
    assertEquals(.1, groups.biases().learningRate(), 1e-15);
    assertEquals(.8, groups.norms().momentum(), 1e-15);
    assertEquals(1, rates.accumulate());
    rates.startBatch(2, 10); // batch 50 of 100
    double rate = .01 * (.8 * .99 + .01);
    assertEquals(rate / 2, groups.weights().learningRate(), 1e-15);
    assertEquals((.1 + rate) / 2, groups.biases().learningRate(), 1e-15);
    assertEquals((.8 + .937) / 2, groups.weights().momentum(), 1e-15);
    assertEquals(2, rates.accumulate(), "2.5 is rounded to the even number");
  }

  @Test
  void afterTheWarmUpAnEpochHasTheFactorBefore() {
    TrainingSettings settings = new TrainingSettings().epochs(10).batchSize(64).warmUpFloor(0);
    RateControl rates = new RateControl(groups, LOW.with("warmup_epochs", 1), settings, 5);
    rates.startEpoch(4);
    rates.startBatch(4, 0);
    assertEquals(.01 * (.7 * .99 + .01), groups.weights().learningRate(), 1e-15);
    assertEquals(.937, groups.weights().momentum(), 1e-15);
    rates.endEpoch(4);
    assertEquals(.01 * (.6 * .99 + .01), groups.biases().learningRate(), 1e-15);
    assertEquals(1, rates.accumulate());
  }

  @Test
  void theWarmUpTakesItsEpochsOrTheFloor() {
    TrainingSettings settings = new TrainingSettings().batchSize(4).warmUpFloor(10);
    RateControl rates = new RateControl(groups, LOW.with("warmup_epochs", 2), settings, 100);
    rates.startBatch(1, 0); // half of 200
    assertEquals(.5 * .01 * (1 - .99 / 300), groups.norms().learningRate(), 1e-15);
    assertEquals(8, rates.accumulate(), "half of 1 to 16, rounded");
  }

  @Test
  void adamKeepsItsMomentum() {
    TrainingSettings settings = new TrainingSettings().optimizer(OptimizerKind.ADAM);
    RateControl rates = new RateControl(groups, LOW, settings, 10);
    rates.startBatch(0, 0);
    assertEquals(.937, groups.weights().momentum());
  }

  @Test
  void stoppingWaitsForItsPatience() {
    EarlyStopping stopping = new EarlyStopping(2);
    double[] fitness = {.1, .3, .3, .2, .2};
    boolean[] stops = new boolean[5];
    for (int epoch = 0; epoch < 5; epoch++) {
      stopping.update(epoch, fitness[epoch]);
      stops[epoch] = stopping.stopsAfter(epoch);
    }
    assertEquals(2, stopping.bestEpoch(), "of equals the later one");
    assertFalse(stops[3]);
    assertTrue(stops[4]);
    assertTrue(stopping.mayStopAfterNext(3));
    EarlyStopping never = new EarlyStopping(0);
    assertFalse(never.stopsAfter(1000));
  }
}
