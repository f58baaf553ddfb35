package adjoint.yolo.checkpoint;

import adjoint.tensor.io.FormatException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks a pickled module and collects its state dict: a module's parameters, then its persistent
 * buffers, then its children, each name preceded by the path to it.
 */
final class StateCollector {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_MODULES = 100_000;

  private final Path file;
  private final Map<String, Pickled.TensorRef> state = new LinkedHashMap<>();
  private int modules;

  private StateCollector(Path file) {
    this.file = file;
  }

  /** The tensors of {@code module} by state-dict name, in PyTorch's order. */
  static Map<String, Pickled.TensorRef> collect(Pickled.Instance module, Path file)
      throws FormatException {
    StateCollector collector = new StateCollector(file);
    collector.visit(module, "", 0);
    return collector.state;
  }

  private void visit(Pickled.Instance module, String prefix, int depth) throws FormatException {
    // Modules can be shared and even contain themselves, so both limits are needed.
    if (depth > MAX_DEPTH || ++modules > MAX_MODULES) {
      throw error(
          "modules nested deeper than " + MAX_DEPTH + " levels, or more than " + MAX_MODULES);
    }
    addTensors(module.get("_parameters"), prefix, Set.of());
    addTensors(module.get("_buffers"), prefix, namesOf(module.get("_non_persistent_buffers_set")));
    for (Map.Entry<String, Object> child : members(module.get("_modules"), prefix).entrySet()) {
      if (child.getValue() instanceof Pickled.Instance instance) {
        visit(instance, prefix + child.getKey() + ".", depth + 1);
      } else if (child.getValue() != null) {
        throw error("\"" + prefix + child.getKey() + "\" among the modules is no module");
      }
    }
  }

  private void addTensors(Object tensors, String prefix, Set<String> skipped)
      throws FormatException {
    for (Map.Entry<String, Object> member : members(tensors, prefix).entrySet()) {
      String name = prefix + member.getKey();
      if (member.getValue() == null || skipped.contains(member.getKey())) {
        continue;
      }
      if (!(member.getValue() instanceof Pickled.TensorRef tensor)) {
        throw error("\"" + name + "\" among the parameters and buffers is no tensor");
      }
      if (state.put(name, tensor) != null) {
        throw error("two tensors are called \"" + name + "\"");
      }
    }
  }

  private Map<String, Object> members(Object dictionary, String prefix) throws FormatException {
    Map<String, Object> members = new LinkedHashMap<>();
    if (dictionary == null) {
      return members;
    }
    if (!(dictionary instanceof Map<?, ?> map)) {
      throw error("the parameters, buffers or modules of \"" + prefix + "\" are no dictionary");
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw error("a parameter, buffer or module of \"" + prefix + "\" has no name");
      }
      members.put(name, entry.getValue());
    }
    return members;
  }

  private static Set<String> namesOf(Object items) {
    Set<String> names = new HashSet<>();
    List<Object> list = items instanceof Pickled.ItemSet set ? set.items() : List.of();
    for (Object item : list) {
      if (item instanceof String name) {
        names.add(name);
      }
    }
    return names;
  }

  private FormatException error(String reason) {
    return new FormatException(file, -1, "checkpoint: " + reason);
  }
}
