package adjoint.autograd;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * One differentiable operation, and, once applied, one node of the graph: what it was applied to,
 * and what it saved for the reverse pass.
 *
 * <p>A subclass overrides {@link #forward}, which computes on tensors, and {@link #backward}, which
 * computes on variables and can therefore be differentiated again. An operation with several
 * differentiable outputs overrides {@link #forwardAll} and {@link #backwardAll} instead. An
 * instance is applied once:
 *
 * <pre>{@code
 * final class Cube extends Function {
 *   protected Tensor forward(Tensor... x) {
 *     saveInput(0);
 *     return x[0].mul(x[0]).mul(x[0]);
 *   }
 *
 *   protected Variable[] backward(Variable gy) {
 *     return new Variable[] {gy.mul(input(0).square()).mul(3)};
 *   }
 * }
 *
 * Variable y = new Cube().apply(x);
 * }</pre>
 */
public abstract class Function {
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private Variable[] inputs;
  private Saved[] savedInputs;
  private Saved[] savedOutputs = {};
  private Edge[] edges;
  private Layout[] inputLayouts;
  private DType[] inputTypes;
  private boolean[] asked;
  private Hooks[] hooks;
  private CallSite callSite;
  private int outputCount;
  private boolean recorded;
  private boolean released;
  private long sequence;

  /** Makes one application, which is yet to happen. */
  protected Function() {}

  /**
   * A variable kept for the reverse pass, with its tensor and the storage's version at that time.
   */
  private record Saved(Variable variable, Tensor tensor, int version) {
    static Saved of(Variable variable) {
      Tensor tensor = variable.value();
      return new Saved(variable, tensor, tensor.storage().version());
    }
  }

  // ---- to be overridden -----------------------------------------------------------------------

  /**
   * Computes the output; calls {@link #saveInput} or {@link #saveOutput} for what backward needs.
   */
  protected Tensor forward(Tensor... inputs) {
    throw new UnsupportedOperationException(name() + " overrides neither forward nor forwardAll");
  }

  /**
   * Maps dL/dy to dL/dx for each input.
   *
   * @param gradient dL/dy, of the output's shape
   * @return one entry for each input, of the input's shape; null where there is no gradient, or
   *     where {@link #needsGradient} says that nobody asks for it
   */
  protected Variable[] backward(Variable gradient) {
    throw new UnsupportedOperationException(name() + " overrides neither backward nor backwardAll");
  }

  /** {@link #forward} for several outputs. */
  protected Tensor[] forwardAll(Tensor... inputs) {
    return new Tensor[] {forward(inputs)};
  }

  /** {@link #backward} for several outputs; an entry is null where nothing flowed back. */
  protected Variable[] backwardAll(Variable... gradients) {
    return backward(gradients[0]);
  }

  /** The rule as data, or null for an operation that does not state it. */
  public Derivation derivation() {
    return null;
  }

  /** The operation's name in messages and graphs: the simple class name. */
  public String name() {
    return getClass().getSimpleName();
  }

  // ---- for use in forward and backward --------------------------------------------------------

  /** In forward: keeps input {@code index} for {@link #input}. */
  protected final void saveInput(int index) {
    if (recorded) {
      savedInputs[index] = Saved.of(inputs[index]);
    }
  }

  /** In forward: keeps the output for {@link #output()}. */
  protected final void saveOutput() {
    saveOutput(0);
  }

  /** In forward: keeps one of several outputs for {@link #output(int)}. */
  protected final void saveOutput(int index) {
    if (recorded) {
      if (savedOutputs.length <= index) {
        savedOutputs = Arrays.copyOf(savedOutputs, index + 1);
      }
      // A mark: the output becomes a variable only after forward.
      savedOutputs[index] = new Saved(null, null, 0);
    }
  }

  /** In forward: whether a reverse pass can follow; if not, nothing need be saved. */
  protected final boolean isRecorded() {
    return recorded;
  }

  /**
   * Whether somebody asks for the gradient of input {@code index}: in forward, whether a reverse
   * pass may, in backward, whether this one does.
   */
  protected final boolean needsGradient(int index) {
    if (asked != null) {
      return asked[index];
    }
    return recorded && inputs[index].requiresGrad();
  }

  /** In backward: a saved input, connected to its own history. */
  protected final Variable input(int index) {
    return usable(savedInputs[index], "input " + index);
  }

  /** In backward: the saved output, connected to this operation. */
  protected final Variable output() {
    return output(0);
  }

  /** In backward: a saved output, connected to this operation. */
  protected final Variable output(int index) {
    return usable(index < savedOutputs.length ? savedOutputs[index] : null, "output " + index);
  }

  /** In backward: the shape of an input; needs no saving. */
  protected final int[] inputShape(int index) {
    return inputLayouts[index].shape();
  }

  /** In backward: how many inputs the operation was applied to. */
  protected final int inputCount() {
    return inputLayouts.length;
  }

  private Variable usable(Saved saved, String what) {
    if (saved == null) {
      throw new AutogradException(
          name() + ": backward asks for " + what + ", not saved in forward");
    }
    String which =
        name()
            + ": "
            + what
            + " with shape "
            + Arrays.toString(saved.tensor.shape())
            + " was saved";
    int writes = saved.tensor.storage().version() - saved.version;
    if (writes != 0) {
      throw new AutogradException(
          which
              + " for the reverse pass and has been changed in place since ("
              + (writes == 1 ? "once" : writes + " times")
              + "); change a copy instead");
    }
    if (saved.variable.value() != saved.tensor) {
      throw new AutogradException(
          which
              + " for the reverse pass and has been given another value by setValue since; go back"
              + " first, then change it");
    }
    return saved.variable;
  }

  // ---- application ----------------------------------------------------------------------------

  /** Applies an operation with one output. */
  public final Variable apply(Variable... inputs) {
    return applyAll(inputs)[0];
  }

  /**
   * Applies the operation. Floating outputs are connected to the inputs if gradients are recorded
   * and any input requires one.
   *
   * @throws IllegalStateException if this instance was applied before
   */
  public final Variable[] applyAll(Variable... inputs) {
    if (sequence != 0) {
      throw new IllegalStateException(name() + ": an instance is applied once; make a new one");
    }
    sequence = SEQUENCE.incrementAndGet();
    ThreadState state = ThreadState.current();
    if (state.observer() != null) {
      state.observer().accept(inputs);
    }
    recorded = state.recording() && anyRequiresGrad(inputs);
    Tensor[] values = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      values[i] = inputs[i].value();
    }
    this.inputs = inputs;
    if (recorded) {
      savedInputs = new Saved[inputs.length];
      callSite = state.detectingAnomalies() ? CallSite.capture() : null;
      connect(inputs);
    }
    Tensor[] results = forwardAll(values);
    this.inputs = null;
    outputCount = results.length;
    Variable[] outputs = new Variable[results.length];
    for (int i = 0; i < results.length; i++) {
      boolean connected = recorded && results[i].dtype().isFloating();
      outputs[i] = new Variable(results[i], connected, connected ? this : null, i);
      if (recorded && i < savedOutputs.length && savedOutputs[i] != null) {
        savedOutputs[i] = Saved.of(outputs[i]);
      }
    }
    if (state.tracer() != null) {
      state.tracer().applied(this, inputs, outputs);
    }
    return outputs;
  }

  private static boolean anyRequiresGrad(Variable[] inputs) {
    for (Variable input : inputs) {
      if (input.requiresGrad()) {
        return true;
      }
    }
    return false;
  }

  private void connect(Variable[] inputs) {
    edges = new Edge[inputs.length];
    inputLayouts = new Layout[inputs.length];
    inputTypes = new DType[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      edges[i] = Edge.of(inputs[i]);
      inputLayouts[i] = inputs[i].value().layout();
      inputTypes[i] = inputs[i].dtype();
    }
  }

  // ---- for the engine -------------------------------------------------------------------------

  /** Operations applied later have higher numbers. */
  final long sequence() {
    return sequence;
  }

  final int outputCount() {
    return outputCount;
  }

  final Edge[] edges() {
    return edges;
  }

  final Layout inputLayout(int index) {
    return inputLayouts[index];
  }

  final DType inputType(int index) {
    return inputTypes[index];
  }

  /** The variable saved of an input, or null. */
  final Variable savedInput(int index) {
    return savedInputs[index] == null ? null : savedInputs[index].variable;
  }

  /** The variable saved of an output, or null. */
  final Variable savedOutput(int index) {
    boolean saved = index < savedOutputs.length && savedOutputs[index] != null;
    return saved ? savedOutputs[index].variable : null;
  }

  /** Where the operation was applied; null outside anomaly detection. */
  final CallSite callSite() {
    return callSite;
  }

  /** The inputs as messages show them: type and shape of each. */
  final String describeInputs() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < inputTypes.length; i++) {
      text.append(i == 0 ? "" : ", ")
          .append(inputTypes[i])
          .append(Arrays.toString(inputLayouts[i].shape()));
    }
    return text.toString();
  }

  /** Has a hook see the gradient of one output; the result takes it off. */
  final Runnable addHook(int output, UnaryOperator<Variable> hook) {
    if (hooks == null) {
      hooks = new Hooks[outputCount];
    }
    if (hooks[output] == null) {
      hooks[output] = new Hooks();
    }
    return hooks[output].add(hook);
  }

  final Variable runHooks(int output, Variable gradient) {
    return hooks == null || hooks[output] == null ? gradient : hooks[output].run(gradient);
  }

  /** Frees what was saved. */
  final void release() {
    released = true;
    Arrays.fill(savedInputs, null);
    Arrays.fill(savedOutputs, null);
  }

  /**
   * Runs the reverse rule and checks what it returns.
   *
   * @param asked for each input, whether its gradient is wanted
   */
  final Variable[] propagate(Variable[] gradients, boolean[] asked) {
    if (released) {
      throw new AutogradException(
          name()
              + ": its saved tensors were freed by an earlier reverse pass; pass retainGraph = true"
              + " to that one to go through the graph twice");
    }
    boolean[] before = this.asked;
    this.asked = asked;
    try {
      Variable[] results = backwardAll(gradients);
      check(results);
      return results;
    } finally {
      this.asked = before;
    }
  }

  private void check(Variable[] results) {
    if (results.length != edges.length) {
      throw new AutogradException(
          name()
              + ": backward returned "
              + results.length
              + " gradients for "
              + edges.length
              + " inputs");
    }
    for (int i = 0; i < results.length; i++) {
      if (results[i] != null
          && edges[i] != null
          && (results[i].dtype() != inputTypes[i]
              || !results[i].value().layout().sameShape(inputLayouts[i]))) {
        throw new AutogradException(
            name()
                + ": backward returned a gradient of "
                + results[i].dtype()
                + Arrays.toString(results[i].shape())
                + " for input "
                + i
                + " of "
                + inputTypes[i]
                + Arrays.toString(inputLayouts[i].shape()));
      }
    }
  }
}
