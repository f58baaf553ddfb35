package adjoint.nn.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import adjoint.nn.BatchNorm2d;
import adjoint.nn.Module;
import adjoint.nn.SiLU;
import org.junit.jupiter.api.Test;

class MovingAverageTest {
  @Test
  void decayHasTheKnownValues() {
    MovingAverage<Module> average = new MovingAverage<>(new SiLU());
    long[] updates = {1, 10, 100, 2000, 10000};
    double[] expected = {.000499825033, .004987022055, .048765698442, .632057346773, .993162726796};
    for (int i = 0; i < updates.length; i++) {
      assertEquals(expected[i], average.decay(updates[i]), 1e-12);
    }
  }

  @Test
  void floatingStateIsAveragedAndIntegersStay() {
    BatchNorm2d model = new BatchNorm2d(2);
    BatchNorm2d copy = new BatchNorm2d(2);
    MovingAverage<BatchNorm2d> average = new MovingAverage<>(copy, .5, 1e-9);
    model.weight().value().fill(3);
    model.runningVar().fill(5);
    model.stateDict().get("num_batches_tracked").fill(7);
    average.update(model);
    assertEquals(1, average.updates());
    assertEquals(2, copy.weight().value().get(0));
    assertEquals(3, copy.runningVar().get(1));
    assertEquals(0, copy.stateDict().get("num_batches_tracked").item());
    assertFalse(copy.isTraining());
    average.update(model);
    assertEquals(2.5, copy.weight().value().get(0));
    assertThrows(IllegalArgumentException.class, () -> new MovingAverage<>(copy, 2, 1));
  }
}
