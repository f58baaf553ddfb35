package adjoint.nn.optim;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes parameters in place by their gradients. Each parameter is the task of one thread, so that
 * the result does not depend on the number of threads. Parameters without a gradient, or that
 * require none, stay as they are.
 *
 * <p>Not thread-safe.
 */
public abstract class Optimizer {
  private final List<ParameterGroup> groups;
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private long steps;

  /**
   * An optimiser of groups.
   *
   * @throws IllegalArgumentException if a name appears twice
   */
  Optimizer(List<ParameterGroup> groups) {
    this.groups = List.copyOf(groups);
    for (ParameterGroup group : groups) {
      group
          .parameters()
          .forEach(
              (name, parameter) -> {
                if (slots.put(name, new Slot(group, parameter)) != null) {
                  throw new IllegalArgumentException(
                      "optimizer: the name " + name + " is used twice");
                }
              });
    }
  }

  /** One parameter and what is remembered about it. */
  static final class Slot {
    final ParameterGroup group;
    final Variable parameter;
    final Map<String, Tensor> memory = new LinkedHashMap<>();
    long steps;

    Slot(ParameterGroup group, Variable parameter) {
      this.group = group;
      this.parameter = parameter;
    }

    /** A remembered tensor of the parameter's shape, zeros at first. */
    Tensor memory(String name) {
      return memory.computeIfAbsent(
          name, key -> Tensor.zeros(parameter.dtype(), parameter.shape()));
    }
  }

  /** The groups. */
  public final List<ParameterGroup> groups() {
    return groups;
  }

  /** How many steps were made. */
  public final long steps() {
    return steps;
  }

  /** Changes every parameter that has a gradient. */
  public final void step() {
    List<Slot> ready = new ArrayList<>();
    for (Slot slot : slots.values()) {
      if (slot.parameter.requiresGrad() && slot.parameter.grad() != null) {
        prepare(slot);
        ready.add(slot);
      }
    }
    steps++;
    Parallel.forEach(ready.size(), i -> update(ready.get(i)));
  }

  private void prepare(Slot slot) {
    slot.steps++;
    remembered().forEach(slot::memory);
    if (!slot.parameter.value().isContiguous()) {
      throw new IllegalStateException(
          "optimizer: a parameter was given a value that is not contiguous; copy() it first");
    }
  }

  private void update(Slot slot) {
    Tensor value = slot.parameter.value();
    Tensor gradient = slot.parameter.grad().value().contiguous();
    if (value.dtype() == DType.F32) {
      updateFloats(slot, new Span(value), new Span(gradient));
    } else {
      updateDoubles(slot, new Span(value), new Span(gradient));
    }
    value.storage().touch();
    slot.memory.values().forEach(tensor -> tensor.storage().touch());
  }

  /** A contiguous tensor as a part of its array. */
  static final class Span {
    final Storage storage;
    final int start;
    final int length;

    Span(Tensor tensor) {
      Layout layout = tensor.layout();
      storage = tensor.storage();
      start = layout.offset();
      length = layout.elementCount();
    }
  }

  /** The names of what is remembered of each parameter. */
  abstract List<String> remembered();

  /** Changes one F32 parameter. */
  abstract void updateFloats(Slot slot, Span value, Span gradient);

  /** Changes one F64 parameter. */
  abstract void updateDoubles(Slot slot, Span value, Span gradient);

  /** Forgets all gradients. */
  public final void zeroGrad() {
    slots.values().forEach(slot -> slot.parameter.zeroGrad());
  }

  // ---- state ----------------------------------------------------------------------------------

  /**
   * What the optimiser remembers, by {@code <parameter>.<what>}, and how many steps each parameter
   * has made, {@code <parameter>.steps}; the tensors are its own, not copies.
   */
  public final Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("steps", Tensor.of(steps));
    slots.forEach(
        (name, slot) -> {
          if (slot.steps > 0) {
            state.put(name + ".steps", Tensor.of(slot.steps));
            slot.memory.forEach((what, tensor) -> state.put(name + "." + what, tensor));
          }
        });
    return state;
  }

  /**
   * Takes over what {@link #state()} gave, as copies.
   *
   * @throws IllegalArgumentException if the state is of another optimiser or other parameters
   */
  public final void load(Map<String, Tensor> state) {
    int used = 1;
    steps = single(state, "steps");
    for (Map.Entry<String, Slot> entry : slots.entrySet()) {
      Slot slot = entry.getValue();
      slot.memory.clear();
      slot.steps = 0;
      if (state.containsKey(entry.getKey() + ".steps")) {
        slot.steps = single(state, entry.getKey() + ".steps");
        used++;
        for (String what : remembered()) {
          slot.memory(what).assign(fitting(state, entry.getKey() + "." + what, slot));
          used++;
        }
      }
    }
    if (used != state.size()) {
      throw new IllegalArgumentException(
          "optimizer: the state holds " + state.size() + " entries, of which " + used + " fit");
    }
  }

  private static long single(Map<String, Tensor> state, String name) {
    Tensor value = state.get(name);
    if (value == null || value.elementCount() != 1) {
      throw new IllegalArgumentException("optimizer: the state has no number \"" + name + "\"");
    }
    return value.reshape(1).getLong(0);
  }

  private static Tensor fitting(Map<String, Tensor> state, String name, Slot slot) {
    Tensor value = state.get(name);
    if (value == null || !value.layout().sameShape(slot.parameter.value().layout())) {
      throw new IllegalArgumentException(
          "optimizer: the state has no \"" + name + "\" of the parameter's shape");
    }
    return value;
  }
}
