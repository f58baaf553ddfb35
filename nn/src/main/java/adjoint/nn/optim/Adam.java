package adjoint.nn.optim;

import java.util.List;

/**
 * Adam: a parameter moves by {@code -learningRate * m / (sqrt(v) + eps)}, with the running mean m
 * of its gradients and v of their squares, both divided by {@code 1 - beta^steps} to make up for
 * their start at 0. The groups' momentum is the first beta. Source: Kingma, Ba, "Adam: A Method for
 * Stochastic Optimization", ICLR 2015, algorithm 1.
 *
 * <p>Weight decay is added to the gradient, or, decoupled, taken off the parameter: {@code p -=
 * learningRate * weightDecay * p}. Source of the latter: Loshchilov, Hutter, "Decoupled Weight
 * Decay Regularization", ICLR 2019, algorithm 2.
 */
public final class Adam extends Optimizer {
  private static final String MEAN = "mean";
  private static final String SQUARE = "square";
  private static final double BETA2 = .999;
  private static final double EPSILON = 1e-8;

  private final boolean decoupled;

  private Adam(List<ParameterGroup> groups, boolean decoupled) {
    super(groups);
    this.decoupled = decoupled;
  }

  /** Adam with the decay in the gradient. */
  public static Adam coupled(List<ParameterGroup> groups) {
    return new Adam(groups, false);
  }

  /** Adam with decoupled decay, known as AdamW. */
  public static Adam decoupled(List<ParameterGroup> groups) {
    return new Adam(groups, true);
  }

  @Override
  List<String> remembered() {
    return List.of(MEAN, SQUARE);
  }

  @Override
  void updateFloats(Slot slot, Span value, Span gradient) {
    float[] p = value.storage.floats();
    float[] dp = gradient.storage.floats();
    float[] m = slot.memory(MEAN).storage().floats();
    float[] v = slot.memory(SQUARE).storage().floats();
    float shrink = (float) shrink(slot);
    float decay = (float) decay(slot);
    float beta1 = (float) slot.group.momentum();
    float new1 = (float) (1 - slot.group.momentum());
    float beta2 = (float) BETA2;
    float new2 = (float) (1 - BETA2);
    float rate = (float) rate(slot);
    float root = (float) root(slot);
    float epsilon = (float) EPSILON;
    for (int i = 0; i < value.length; i++) {
      float weight = p[value.start + i] * shrink;
      float g = dp[gradient.start + i] + decay * weight;
      m[i] = beta1 * m[i] + new1 * g;
      v[i] = beta2 * v[i] + new2 * g * g;
      p[value.start + i] = weight - rate * m[i] / ((float) Math.sqrt(v[i]) / root + epsilon);
    }
  }

  @Override
  void updateDoubles(Slot slot, Span value, Span gradient) {
    double[] p = value.storage.doubles();
    double[] dp = gradient.storage.doubles();
    double[] m = slot.memory(MEAN).storage().doubles();
    double[] v = slot.memory(SQUARE).storage().doubles();
    double beta1 = slot.group.momentum();
    double rate = rate(slot);
    double root = root(slot);
    for (int i = 0; i < value.length; i++) {
      double weight = p[value.start + i] * shrink(slot);
      double g = dp[gradient.start + i] + decay(slot) * weight;
      m[i] = beta1 * m[i] + (1 - beta1) * g;
      v[i] = BETA2 * v[i] + (1 - BETA2) * g * g;
      p[value.start + i] = weight - rate * m[i] / (Math.sqrt(v[i]) / root + EPSILON);
    }
  }

  private double shrink(Slot slot) {
    return decoupled ? 1 - slot.group.learningRate() * slot.group.weightDecay() : 1;
  }

  private double decay(Slot slot) {
    return decoupled ? 0 : slot.group.weightDecay();
  }

  /** The rate with the mean's correction in it. */
  private static double rate(Slot slot) {
    return slot.group.learningRate() / (1 - Math.pow(slot.group.momentum(), slot.steps));
  }

  /** The square's correction, under the root. */
  private static double root(Slot slot) {
    return Math.sqrt(1 - Math.pow(BETA2, slot.steps));
  }
}
