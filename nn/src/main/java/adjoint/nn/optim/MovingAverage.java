package adjoint.nn.optim;

import adjoint.nn.Module;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A copy of a model whose state is the moving average of the model's: at update u, {@code average =
 * d average + (1 - d) model} with {@code d = limit (1 - e^(-u / warmUp))}, so that the first
 * updates count for more. Integer state stays as it is. Source: Polyak, Juditsky, "Acceleration of
 * stochastic approximation by averaging", 1992, with weights that fade.
 */
public final class MovingAverage<M extends Module> {
  private static final double LIMIT = .9999;
  private static final double WARM_UP = 2000;

  private final M average;
  private final double limit;
  private final double warmUp;
  private long updates;

  /** With the limit 0.9999 and a warm-up of 2000 updates. */
  public MovingAverage(M average) {
    this(average, LIMIT, WARM_UP);
  }

  /**
   * Starts from a copy.
   *
   * @param average a module with the structure and state of the model; it is switched to evaluation
   * @param limit what the decay grows to, from 0 to 1
   * @param warmUp number of updates in which it grows to 63 percent of that
   */
  public MovingAverage(M average, double limit, double warmUp) {
    if (!(limit >= 0 && limit <= 1) || !(warmUp > 0)) {
      throw new IllegalArgumentException(
          "moving average: the limit must be from 0 to 1 and the warm-up above 0, got "
              + limit
              + " and "
              + warmUp);
    }
    this.average = average;
    this.limit = limit;
    this.warmUp = warmUp;
    average.eval();
  }

  /** The averaged module. */
  public M average() {
    return average;
  }

  /** How many updates were made. */
  public long updates() {
    return updates;
  }

  /** Sets the number of updates, to go on with a training. */
  public void setUpdates(long count) {
    updates = count;
  }

  /** The decay of update u, from 1. */
  public double decay(long u) {
    return limit * (1 - Math.exp(-u / warmUp));
  }

  /**
   * Takes in the model's present state.
   *
   * @throws IllegalArgumentException if it has another structure
   */
  public void update(M model) {
    updates++;
    double keep = decay(updates);
    Map<String, Tensor> own = average.stateDict();
    Map<String, Tensor> other = model.stateDict();
    if (!own.keySet().equals(other.keySet())) {
      throw new IllegalArgumentException("moving average: the model has another structure");
    }
    List<Tensor[]> pairs = new ArrayList<>();
    own.forEach(
        (name, tensor) -> {
          if (tensor.dtype().isFloating()) {
            pairs.add(new Tensor[] {tensor, other.get(name)});
          }
        });
    Parallel.forEach(pairs.size(), i -> blend(pairs.get(i)[0], pairs.get(i)[1], keep));
  }

  private static void blend(Tensor average, Tensor model, double keep) {
    if (average.dtype() != DType.F32 || !average.isContiguous() || !model.isContiguous()) {
      average.mulInPlace(keep).addInPlace(model, 1 - keep);
      return;
    }
    float[] to = average.storage().floats();
    float[] from = model.storage().floats();
    int first = average.layout().offset();
    int shift = model.layout().offset() - first;
    float old = (float) keep;
    float share = (float) (1 - keep);
    int end = first + average.elementCount();
    for (int i = first; i < end; i++) {
      to[i] = old * to[i] + share * from[i + shift];
    }
    average.storage().touch();
  }
}
