package adjoint.autograd;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** The reverse pass, and whether operations are recorded for it. */
public final class Autograd {
  private static final ThreadLocal<Boolean> RECORDING = ThreadLocal.withInitial(() -> true);

  private Autograd() {}

  /** Whether operations of this thread are recorded. */
  public static boolean isRecording() {
    return RECORDING.get();
  }

  /** Runs {@code body} without recording: its results require no gradient and save no memory. */
  public static <T> T noGrad(Supplier<T> body) {
    return recording(false, body);
  }

  /** Runs {@code body} without recording. */
  public static void noGrad(Runnable body) {
    recording(
        false,
        () -> {
          body.run();
          return null;
        });
  }

  private static <T> T recording(boolean record, Supplier<T> body) {
    boolean before = RECORDING.get();
    RECORDING.set(record);
    try {
      return body.get();
    } finally {
      RECORDING.set(before);
    }
  }

  /**
   * The gradients of {@code sum(outputs * gradOutputs)} with respect to {@code inputs}, which may be
   * leaves or results; nothing is accumulated into {@link Variable#grad()}.
   *
   * @param gradOutputs of the outputs' shapes; null stands for a one where the output is a scalar
   * @param createGraph whether the gradients can themselves be differentiated; keeps the graph
   * @param allowUnused whether an input without influence gets null instead of an exception
   * @throws AutogradException if an input has no influence, or the graph has been freed
   */
  public static List<Variable> grad(
      List<Variable> outputs,
      List<Variable> inputs,
      List<Variable> gradOutputs,
      boolean createGraph,
      boolean allowUnused) {
    for (Variable input : inputs) {
      if (!input.requiresGrad()) {
        throw new AutogradException(
            "grad: an input of shape " + Arrays.toString(input.shape()) + " requires no gradient");
      }
    }
    Map<Edge, Variable> wanted = new HashMap<>();
    inputs.forEach(input -> wanted.put(Edge.of(input), null));
    run(outputs, gradOutputs, createGraph, createGraph, wanted);
    return inputs.stream()
        .map(
            input -> {
              Variable gradient = wanted.get(Edge.of(input));
              if (gradient == null && !allowUnused) {
                throw new AutogradException(
                    "grad: an input of shape "
                        + Arrays.toString(input.shape())
                        + " has no influence on the outputs; pass allowUnused = true for null");
              }
              return gradient;
            })
        .toList();
  }

  /** The gradient of one scalar with respect to one variable. */
  public static Variable grad(Variable output, Variable input, boolean createGraph) {
    return grad(List.of(output), List.of(input), null, createGraph, false).get(0);
  }

  /** {@link Variable#backward}: gradients of the leaves are added to their {@code grad}. */
  static void backward(
      Variable output, Variable gradient, boolean retainGraph, boolean createGraph) {
    List<Variable> gradients = gradient == null ? null : List.of(gradient);
    run(List.of(output), gradients, retainGraph, createGraph, null);
  }

  /** Walks the graph from the outputs down; {@code wanted} null means: accumulate in the leaves. */
  private static void run(
      List<Variable> outputs,
      List<Variable> gradients,
      boolean retainGraph,
      boolean createGraph,
      Map<Edge, Variable> wanted) {
    recording(
        createGraph,
        () -> {
          Pass pass = new Pass(wanted);
          for (int i = 0; i < outputs.size(); i++) {
            Variable output = outputs.get(i);
            if (!output.requiresGrad()) {
              throw new AutogradException(
                  "backward: the output of shape "
                      + Arrays.toString(output.shape())
                      + " requires no gradient: no variable that requires one led to it");
            }
            Variable given = gradients == null ? null : gradients.get(i);
            pass.deliver(Edge.of(output), initial(output, given));
          }
          pass.finish(retainGraph);
          return null;
        });
  }

  private static Variable initial(Variable output, Variable given) {
    if (given == null) {
      if (output.value().elementCount() != 1) {
        throw new AutogradException(
            "backward: the output has shape "
                + Arrays.toString(output.shape())
                + "; only a scalar needs no incoming gradient");
      }
      return Variable.of(Tensor.ones(output.value().dtype(), output.shape()));
    }
    DType dtype = output.value().dtype();
    if (!Arrays.equals(given.shape(), output.shape()) || given.value().dtype() != dtype) {
      throw new AutogradException(
          "backward: the incoming gradient is "
              + given.value().dtype()
              + Arrays.toString(given.shape())
              + ", the output "
              + dtype
              + Arrays.toString(output.shape()));
    }
    return given;
  }

  /** One reverse pass: gradients on their way, latest operation first. */
  private static final class Pass {
    private final Map<Edge, Variable> wanted;
    private final Map<Function, Variable[]> arrived = new HashMap<>();
    private final PriorityQueue<Function> ready =
        new PriorityQueue<>(Comparator.comparingLong(Function::sequence).reversed());

    Pass(Map<Edge, Variable> wanted) {
      this.wanted = wanted;
    }

    void deliver(Edge edge, Variable gradient) {
      if (edge.leaf() != null) {
        if (wanted == null) {
          edge.leaf().accumulate(gradient);
        } else if (wanted.containsKey(edge)) {
          wanted.merge(edge, gradient, Variable::add);
        }
        return;
      }
      Variable[] slots = arrived.get(edge.function());
      if (slots == null) {
        slots = new Variable[edge.function().outputCount()];
        arrived.put(edge.function(), slots);
        ready.add(edge.function());
      }
      Variable before = slots[edge.output()];
      slots[edge.output()] = before == null ? gradient : before.add(gradient);
    }

    void finish(boolean retainGraph) {
      while (!ready.isEmpty()) {
        Function function = ready.poll();
        Variable[] gradients = arrived.remove(function);
        if (wanted != null) {
          for (int i = 0; i < gradients.length; i++) {
            Edge edge = new Edge(function, i, null);
            if (gradients[i] != null && wanted.containsKey(edge)) {
              wanted.put(edge, gradients[i]);
            }
          }
        }
        Variable[] results = function.propagate(gradients);
        Edge[] edges = function.edges();
        for (int i = 0; i < edges.length; i++) {
          if (edges[i] != null && results[i] != null) {
            deliver(edges[i], results[i]);
          }
        }
        if (!retainGraph) {
          function.release();
        }
      }
    }
  }
}
