package adjoint.yolo.model;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.nn.Module;
import adjoint.nn.attention.Attention;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an attention module of a model weighs, and how, for one batch of images.
 *
 * @param row the model's row
 * @param path the module's name within the model, such as {@code model.9} or {@code model.10.2}
 * @param module the module's class name
 * @param target what is weighed
 * @param weights of the shape that {@link Attention.Target} states
 */
public record AttentionProbe(
    int row, String path, String module, Attention.Target target, Tensor weights) {
  /**
   * Runs a model, and asks each attention module for its weights, in the order of the rows.
   *
   * @param images as for {@link DetectionModel#predict}
   */
  public static List<AttentionProbe> of(DetectionModel model, Tensor images) {
    Map<String, Module> modules = attentionModules(model);
    List<AttentionProbe> probes = new ArrayList<>();
    modules.forEach(
        (path, module) -> module.observe((m, x, y) -> probes.add(probe(path, module, x))));
    try {
      Autograd.noGrad(() -> model.raw(Variable.of(images)));
    } finally {
      modules.values().forEach(module -> module.observe(null));
    }
    return probes;
  }

  /** The attention modules of a model by path, in the order of the rows. */
  public static Map<String, Module> attentionModules(DetectionModel model) {
    Map<String, Module> found = new LinkedHashMap<>();
    collect("", model, found);
    return found;
  }

  private static void collect(String path, Module module, Map<String, Module> found) {
    if (module instanceof Attention && !found.containsValue(module)) {
      found.put(path, module);
    }
    String prefix = path.isEmpty() ? "" : path + ".";
    module.children().forEach((name, child) -> collect(prefix + name, child, found));
  }

  private static AttentionProbe probe(String path, Module module, Variable x) {
    Attention attention = (Attention) module;
    int row = Integer.parseInt(path.split("\\.")[1]);
    Tensor weights = attention.weights(x).value();
    String name = module.getClass().getSimpleName();
    return new AttentionProbe(row, path, name, attention.target(), weights);
  }
}
