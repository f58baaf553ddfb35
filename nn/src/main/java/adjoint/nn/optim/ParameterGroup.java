package adjoint.nn.optim;

import adjoint.autograd.Variable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters that are trained with the same settings. */
public final class ParameterGroup {
  private final String name;
  private final Map<String, Variable> parameters;
  private double learningRate;
  private double momentum;
  private double weightDecay;

  /**
   * Makes a group with the settings 0.
   *
   * @param name for messages
   * @param parameters leaves by the names under which their state is kept
   * @throws IllegalArgumentException if a parameter is a result or not F32 or F64
   */
  public ParameterGroup(String name, Map<String, Variable> parameters) {
    this.name = name;
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    parameters.forEach(ParameterGroup::check);
  }

  private static void check(String name, Variable parameter) {
    if (!parameter.isLeaf() || !parameter.dtype().isFloating() || parameter.dtype().isHalf()) {
      throw new IllegalArgumentException(
          "optimizer: " + name + " must be a leaf of type F32 or F64, not a " + parameter.dtype());
    }
    if (!parameter.value().isContiguous()) {
      parameter.setValue(parameter.value().copy());
    }
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The parameters by name. */
  public Map<String, Variable> parameters() {
    return parameters;
  }

  /** How far a step goes along the gradient. */
  public double learningRate() {
    return learningRate;
  }

  /** Sets {@link #learningRate()}. */
  public ParameterGroup learningRate(double rate) {
    learningRate = rate;
    return this;
  }

  /** The share of the last direction that is kept: SGD's momentum, Adam's first beta. */
  public double momentum() {
    return momentum;
  }

  /** Sets {@link #momentum()}. */
  public ParameterGroup momentum(double share) {
    momentum = share;
    return this;
  }

  /** How strongly the parameters are pulled towards 0. */
  public double weightDecay() {
    return weightDecay;
  }

  /** Sets {@link #weightDecay()}. */
  public ParameterGroup weightDecay(double decay) {
    weightDecay = decay;
    return this;
  }
}
