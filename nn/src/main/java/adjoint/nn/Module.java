package adjoint.nn;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A function with state: parameters (trained), buffers (kept, not trained) and child modules.
 *
 * <p>A subclass registers its state in its constructor with {@link #parameter}, {@link #buffer} and
 * {@link #child}, and overrides {@link #forward(Variable)}, or {@link #forward(List)} if it takes
 * several inputs. State names are dotted paths, equal to PyTorch's where a module has a counterpart
 * there: own parameters first, then own buffers, then the children in the order of registration.
 */
public abstract class Module {
  private final Map<String, Variable> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private boolean training = true;
  private Observer observer;

  // ---- computing ------------------------------------------------------------------------------

  /** Computes the output for one input. */
  public Variable forward(Variable x) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " takes a list of inputs; call forward(List)");
  }

  /** Computes the output for several inputs; a module with one input takes a list of one. */
  public Variable forward(List<Variable> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + " takes one input, got " + inputs.size());
    }
    return forward(inputs.get(0));
  }

  // ---- watching -------------------------------------------------------------------------------

  /** Is told of each forward pass of a layer. */
  @FunctionalInterface
  public interface Observer {
    /** Called after {@code layer} computed {@code output} from {@code input}. */
    void forwarded(Module layer, Variable input, Variable output);
  }

  /**
   * Lets an observer watch this module's forward passes; null stops that. Only layers that report
   * them with {@link #observed} can be watched: those that compute with parameters, resize,
   * average, or weigh their input.
   */
  public final void observe(Observer newObserver) {
    observer = newObserver;
  }

  /** Whether there is an observer. */
  public final boolean isObserved() {
    return observer != null;
  }

  /** Reports a forward pass to the observer, if there is one, and returns {@code output}. */
  protected final Variable observed(Variable input, Variable output) {
    if (observer != null) {
      observer.forwarded(this, input, output);
    }
    return output;
  }

  // ---- registration ---------------------------------------------------------------------------

  /** Registers a parameter: a leaf that requires a gradient. */
  protected final Variable parameter(String name, Tensor initial) {
    Variable variable = Variable.parameter(initial);
    parameters.put(unused(name), variable);
    return variable;
  }

  /**
   * Registers a buffer and returns it. A conversion replaces it, so that a module does not keep
   * what is returned but asks {@link #getBuffer}, and changes it in place or by {@link #setBuffer}.
   */
  protected final Tensor buffer(String name, Tensor initial) {
    buffers.put(unused(name), initial);
    return initial;
  }

  /** Registers a child module. */
  protected final <M extends Module> M child(String name, M module) {
    children.put(unused(name), module);
    return module;
  }

  private String unused(String name) {
    if (name.isEmpty() || name.contains(".")) {
      throw new IllegalArgumentException(
          "a name must not be empty or contain a dot, got \"" + name + "\"");
    }
    if (parameters.containsKey(name) || buffers.containsKey(name) || children.containsKey(name)) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + " has a \"" + name + "\" already");
    }
    return name;
  }

  /** A registered buffer's present value. */
  protected final Tensor getBuffer(String name) {
    return buffers.get(name);
  }

  /** Replaces a registered buffer. */
  protected final void setBuffer(String name, Tensor value) {
    if (buffers.replace(name, value) == null) {
      throw new IllegalArgumentException(getClass().getSimpleName() + " has no buffer " + name);
    }
  }

  /** Removes a child, for example a batch norm that has been folded into a convolution. */
  protected final void removeChild(String name) {
    children.remove(name);
  }

  /**
   * Replaces a registered child, which keeps its place in the order.
   *
   * @throws IllegalArgumentException if there is no such child
   */
  protected final <M extends Module> M replaceChild(String name, M module) {
    if (children.replace(name, module) == null) {
      throw new IllegalArgumentException(getClass().getSimpleName() + " has no child " + name);
    }
    return module;
  }

  /** The child at a position in the order of registration. */
  final Module child(int index) {
    if (index < 0 || index >= children.size()) {
      throw new IndexOutOfBoundsException(
          getClass().getSimpleName() + ": index " + index + " of " + children.size() + " modules");
    }
    return children.get(Integer.toString(index));
  }

  // ---- the tree -------------------------------------------------------------------------------

  /** Child modules by name, in the order of registration. */
  public final Map<String, Module> children() {
    return Collections.unmodifiableMap(children);
  }

  /** This module and all below it, depth first, each once. */
  public final List<Module> modules() {
    Set<Module> all = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Module> inOrder = new ArrayList<>();
    visit(
        "",
        (path, module) -> {
          if (all.add(module)) {
            inOrder.add(module);
          }
        });
    return inOrder;
  }

  /** All parameters by dotted path; one that is shared appears once, by its first name. */
  public final Map<String, Variable> parameters() {
    Map<String, Variable> all = new LinkedHashMap<>();
    Set<Variable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    visit(
        "",
        (path, module) ->
            module.parameters.forEach(
                (name, variable) -> {
                  if (seen.add(variable)) {
                    all.put(path + name, variable);
                  }
                }));
    return all;
  }

  /** All buffers by dotted path; the tensors are the module's own, not copies. */
  public final Map<String, Tensor> buffers() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    visit("", (path, module) -> module.buffers.forEach((n, tensor) -> all.put(path + n, tensor)));
    return all;
  }

  /** Number of trained numbers. */
  public final long parameterCount() {
    return parameters().values().stream().mapToLong(p -> p.value().elementCount()).sum();
  }

  private void visit(String path, BiConsumer<String, Module> visitor) {
    visitor.accept(path, this);
    children.forEach((name, child) -> child.visit(path + name + ".", visitor));
  }

  // ---- modes ----------------------------------------------------------------------------------

  /** Whether this module is in training mode. */
  public final boolean isTraining() {
    return training;
  }

  /** Switches this module and all below it to training mode. */
  public final Module train() {
    modules().forEach(module -> module.training = true);
    return this;
  }

  /** Switches this module and all below it to evaluation mode. */
  public final Module eval() {
    modules().forEach(module -> module.training = false);
    return this;
  }

  /** Forgets all gradients. */
  public final void zeroGrad() {
    parameters().values().forEach(Variable::zeroGrad);
  }

  /**
   * Tells this module and all below it, each once, that an epoch of training is over. A trainer
   * calls this after every epoch.
   */
  public final void endEpoch() {
    modules().forEach(Module::onEpochEnd);
  }

  /**
   * Called once after every epoch of training; for what changes from epoch to epoch, such as a
   * temperature. Does nothing by default.
   */
  protected void onEpochEnd() {}

  // ---- state ----------------------------------------------------------------------------------

  /** Parameters and buffers by dotted path; the tensors are the module's own, not copies. */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    visit(
        "",
        (path, module) -> {
          module.parameters.forEach((name, variable) -> state.put(path + name, variable.value()));
          module.buffers.forEach((name, tensor) -> state.put(path + name, tensor));
        });
    return state;
  }

  /**
   * Copies values by name into parameters and buffers, converting element types.
   *
   * @param strict whether anything missing, unexpected or of another shape is an error
   * @return what was loaded and what was not
   * @throws StateDictException if {@code strict} and the report is not clean; nothing is changed
   */
  public final LoadReport loadStateDict(Map<String, Tensor> state, boolean strict) {
    LoadReport report = LoadReport.compare(stateDict(), state);
    if (strict && !report.isClean()) {
      throw new StateDictException(report);
    }
    Map<String, Tensor> own = stateDict();
    report.loaded().forEach(name -> own.get(name).assign(state.get(name)));
    return report;
  }

  /** Converts all floating parameters and buffers, for example to F64 for gradient checks. */
  public final Module to(DType dtype) {
    for (Module module : modules()) {
      module.parameters.values().forEach(variable -> variable.setValue(variable.value().to(dtype)));
      module.buffers.replaceAll(
          (name, tensor) -> tensor.dtype().isFloating() ? tensor.to(dtype) : tensor);
    }
    return this;
  }

  /** The settings that the constructor was given, for printing; empty by default. */
  protected String settings() {
    return "";
  }

  /** The tree of modules, one line each, as PyTorch prints it. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(getClass().getSimpleName()).append('(').append(settings());
    children.forEach(
        (name, child) -> {
          String body = child.toString().replace("\n", "\n  ");
          text.append("\n  (").append(name).append("): ").append(body);
        });
    return text.append(children.isEmpty() ? ")" : "\n)").toString();
  }

  /** For messages: a shape in brackets. */
  protected static String describe(int... shape) {
    return Arrays.toString(shape);
  }
}
