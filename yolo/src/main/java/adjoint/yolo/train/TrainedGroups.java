package adjoint.yolo.train;

import adjoint.autograd.Variable;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.Module;
import adjoint.nn.optim.ParameterGroup;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The three groups that a detector's parameters are trained in: the scales of batch norms, which
 * must not decay; the weights, which do; and the biases, which start with a larger rate.
 *
 * <p>A parameter called neither weight nor bias counts as a weight.
 */
public final class TrainedGroups {
  private final ParameterGroup norms;
  private final ParameterGroup weights;
  private final ParameterGroup biases;

  /** Sorts the parameters of a model. */
  public TrainedGroups(Module model) {
    Set<Variable> scales = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Module module : model.modules()) {
      if (module instanceof BatchNorm2d norm) {
        scales.add(norm.weight());
      }
    }
    Map<String, Variable> normScales = new LinkedHashMap<>();
    Map<String, Variable> decaying = new LinkedHashMap<>();
    Map<String, Variable> shifts = new LinkedHashMap<>();
    model
        .parameters()
        .forEach(
            (name, parameter) -> {
              boolean bias = name.equals("bias") || name.endsWith(".bias");
              (scales.contains(parameter) ? normScales : bias ? shifts : decaying)
                  .put(name, parameter);
            });
    norms = new ParameterGroup("batch norm scales", normScales);
    weights = new ParameterGroup("weights", decaying);
    biases = new ParameterGroup("biases", shifts);
  }

  /** The scales of batch norms. */
  public ParameterGroup norms() {
    return norms;
  }

  /** The weights. */
  public ParameterGroup weights() {
    return weights;
  }

  /** The biases. */
  public ParameterGroup biases() {
    return biases;
  }

  /** All three, in the order of the columns of {@code results.csv}. */
  public List<ParameterGroup> all() {
    return List.of(norms, weights, biases);
  }
}
