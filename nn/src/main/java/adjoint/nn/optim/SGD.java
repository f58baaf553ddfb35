package adjoint.nn.optim;

import java.util.List;

/**
 * Stochastic gradient descent with momentum: with {@code g = gradient + weightDecay * p} and the
 * velocity {@code u}, at first {@code g}, then {@code momentum * u + g}, a parameter moves by
 * {@code -learningRate * u}; with Nesterov's look ahead by {@code -learningRate * (g + momentum *
 * u)}. Source: Sutskever, Martens, Dahl, Hinton, "On the importance of initialization and momentum
 * in deep learning", ICML 2013, section 2.
 */
public final class SGD extends Optimizer {
  private static final String VELOCITY = "velocity";

  private final boolean nesterov;

  /** An optimiser of groups, each with its own rate, momentum and decay. */
  public SGD(List<ParameterGroup> groups, boolean nesterov) {
    super(groups);
    this.nesterov = nesterov;
  }

  @Override
  List<String> remembered() {
    return List.of(VELOCITY);
  }

  @Override
  void updateFloats(Slot slot, Span value, Span gradient) {
    float[] p = value.storage.floats();
    float[] dp = gradient.storage.floats();
    float[] u = slot.memory(VELOCITY).storage().floats();
    float rate = (float) slot.group.learningRate();
    float decay = (float) slot.group.weightDecay();
    // In its first step the velocity is 0, so that keeping none or some of it is the same.
    float keep = (float) slot.group.momentum();
    float ahead = nesterov ? keep : 1;
    float own = nesterov ? 1 : 0;
    int shift = gradient.start - value.start;
    int end = value.start + value.length;
    for (int i = value.start; i < end; i++) {
      float g = dp[i + shift] + decay * p[i];
      float velocity = keep * u[i - value.start] + g;
      u[i - value.start] = velocity;
      p[i] -= rate * (own * g + ahead * velocity);
    }
  }

  @Override
  void updateDoubles(Slot slot, Span value, Span gradient) {
    double[] p = value.storage.doubles();
    double[] dp = gradient.storage.doubles();
    double[] u = slot.memory(VELOCITY).storage().doubles();
    double keep = slot.group.momentum();
    double ahead = nesterov ? keep : 1;
    double own = nesterov ? 1 : 0;
    for (int i = 0; i < value.length; i++) {
      int at = value.start + i;
      double g = dp[gradient.start + i] + slot.group.weightDecay() * p[at];
      u[i] = keep * u[i] + g;
      p[at] -= slot.group.learningRate() * (own * g + ahead * u[i]);
    }
  }
}
