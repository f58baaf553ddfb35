package adjoint.autograd;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the operations behind variables, from what was recorded or, if there is one, a trace.
 */
final class GraphBuilder {
  private final Map<Variable, String> names;
  private final GraphTrace trace;
  private final Map<Function, Integer> operations = new IdentityHashMap<>();
  private final Map<Variable, Integer> leaves = new IdentityHashMap<>();
  private final Map<Function, Known[]> known = new IdentityHashMap<>();
  private final List<Graph.Node> nodes = new ArrayList<>();

  GraphBuilder(Map<Variable, String> names) {
    this(names, new GraphTrace());
  }

  GraphBuilder(Map<Variable, String> names, GraphTrace trace) {
    this.names = names;
    this.trace = trace;
  }

  /**
   * An input of an operation, or an output of the graph.
   *
   * @param function what made it; null for a leaf
   * @param output which output of the function
   * @param variable the variable, or null where it is forgotten
   */
  private record Use(Function function, int output, Variable variable, DType dtype, int... shape) {}

  /** What is known of an output of an operation. */
  private record Known(Variable variable, DType dtype, int... shape) {}

  Graph build(List<Variable> outputs) {
    List<Use> roots = outputs.stream().map(this::use).toList();
    List<Function> found = collect(roots);
    found.sort(Comparator.comparingLong(Function::sequence));
    for (Function function : found) {
      List<Graph.Source> inputs = new ArrayList<>();
      for (Use use : uses(function)) {
        inputs.add(source(use));
      }
      operations.put(function, nodes.size());
      nodes.add(operation(function, inputs));
    }
    return new Graph(nodes, roots.stream().map(this::source).toList());
  }

  /** The operations below some variables; notes what is known of their outputs. */
  private List<Function> collect(List<Use> roots) {
    Set<Function> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Function> found = new ArrayList<>();
    Deque<Use> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Use use = open.pop();
      Function function = use.function();
      if (function == null) {
        continue;
      }
      note(use);
      if (seen.add(function)) {
        found.add(function);
        uses(function).forEach(open::push);
      }
    }
    return found;
  }

  private void note(Use use) {
    Known[] outputs =
        known.computeIfAbsent(use.function(), function -> new Known[function.outputCount()]);
    Known before = outputs[use.output()];
    if (before == null || before.variable() == null) {
      outputs[use.output()] = new Known(use.variable(), use.dtype(), use.shape());
    }
  }

  private Use use(Variable variable) {
    GraphTrace.Origin origin = trace.origin(variable);
    return new Use(
        origin.function(), origin.output(), variable, variable.dtype(), variable.shape());
  }

  private List<Use> uses(Function function) {
    Variable[] traced = trace.inputs(function);
    if (traced != null) {
      return Arrays.stream(traced).map(this::use).toList();
    }
    List<Use> uses = new ArrayList<>();
    Edge[] edges = function.edges();
    for (int i = 0; i < edges.length; i++) {
      Variable saved = function.savedInput(i);
      Edge edge = edges[i];
      uses.add(
          new Use(
              edge == null ? null : edge.function(),
              edge == null ? 0 : edge.output(),
              edge != null && edge.leaf() != null ? edge.leaf() : saved,
              function.inputType(i),
              function.inputLayout(i).shape()));
    }
    return uses;
  }

  private Graph.Source source(Use use) {
    if (use.function() != null) {
      return new Graph.Source(operations.get(use.function()), use.output());
    }
    if (use.variable() == null) {
      return new Graph.Source(addLeaf(null, use), 0);
    }
    Integer id = leaves.get(use.variable());
    if (id == null) {
      id = addLeaf(use.variable(), use);
      leaves.put(use.variable(), id);
    }
    return new Graph.Source(id, 0);
  }

  private int addLeaf(Variable variable, Use use) {
    boolean parameter = variable != null && variable.requiresGrad();
    Graph.Kind kind = parameter ? Graph.Kind.PARAMETER : Graph.Kind.CONSTANT;
    Graph.Value value = value(variable, use.dtype(), use.shape());
    String name = variable == null ? null : names.get(variable);
    int id = nodes.size();
    nodes.add(
        new Graph.Node(id, kind, name, null, parameter, List.of(), List.of(value), List.of()));
    return id;
  }

  private Graph.Node operation(Function function, List<Graph.Source> inputs) {
    List<Graph.Value> values = new ArrayList<>();
    String name = null;
    Known[] outputs = known.get(function);
    for (int i = 0; i < outputs.length; i++) {
      Variable saved = function.savedOutput(i);
      Variable variable = outputs[i] == null ? saved : outputs[i].variable();
      variable = variable == null ? saved : variable;
      if (outputs[i] != null) {
        values.add(value(variable, outputs[i].dtype(), outputs[i].shape()));
      } else if (variable != null) {
        values.add(value(variable, variable.dtype(), variable.shape()));
      } else {
        values.add(new Graph.Value(null, new int[0], null, null));
      }
      name = name == null && variable != null ? names.get(variable) : name;
    }
    return new Graph.Node(
        nodes.size(),
        Graph.Kind.OPERATION,
        name,
        function,
        function.edges() != null,
        inputs,
        values,
        List.of());
  }

  private Graph.Value value(Variable variable, DType dtype, int[] shape) {
    Tensor value = variable == null ? null : variable.value();
    Tensor gradient = variable == null ? null : trace.gradient(variable);
    return new Graph.Value(dtype, shape, value, gradient);
  }
}
