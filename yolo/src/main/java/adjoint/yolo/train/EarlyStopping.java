package adjoint.yolo.train;

/** Ends a training that has not become better for a number of epochs. */
final class EarlyStopping {
  private final int patience;
  private double best;
  private int bestEpoch;

  /** Patience 0 never ends it. */
  EarlyStopping(int patience) {
    this.patience = patience;
  }

  /** Goes on from a saved training. */
  void restore(double bestFitness, int epoch) {
    best = bestFitness;
    bestEpoch = epoch;
  }

  /** Takes in an epoch; the later of equals is the best. */
  void update(int epoch, double fitness) {
    if (fitness >= best) {
      best = fitness;
      bestEpoch = epoch;
    }
  }

  /** The epoch with the largest fitness. */
  int bestEpoch() {
    return bestEpoch;
  }

  /** The largest fitness. */
  double best() {
    return best;
  }

  /** Whether an epoch was the last. */
  boolean stopsAfter(int epoch) {
    return patience > 0 && epoch - bestEpoch >= patience;
  }

  /** Whether the next epoch will be the last unless it is better. */
  boolean mayStopAfterNext(int epoch) {
    return patience > 0 && epoch - bestEpoch >= patience - 1;
  }
}
