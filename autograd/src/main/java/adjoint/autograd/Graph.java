package adjoint.autograd;

import adjoint.autograd.drawing.DotWriter;
import adjoint.autograd.drawing.GraphPage;
import adjoint.autograd.drawing.ReversePassTable;
import adjoint.autograd.drawing.SvgWriter;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The operations that led to some variables, for looking at: as text, as a picture, or node by
 * node.
 *
 * <pre>{@code
 * Graph graph = Graph.trace(v -> v[0].matmul(v[1]).sin().sum(), x, w);
 * Files.writeString(Path.of("graph.html"), graph.toHtml("sum(sin(x w))"));
 * }</pre>
 *
 * <p>{@link #trace} sees everything: constants, all values, and the gradients, for which it runs a
 * reverse pass. {@link #of} looks at what a recorded graph still holds: all operations and shapes,
 * and those values that were saved for the reverse pass.
 *
 * @param nodes in the order of computation; a node's inputs come before it
 * @param outputs what was asked for
 */
public record Graph(List<Node> nodes, List<Source> outputs) {
  /** What a node stands for. */
  public enum Kind {
    /** A leaf that requires a gradient. */
    PARAMETER,
    /** A variable that requires none. */
    CONSTANT,
    /** An operation. */
    OPERATION
  }

  /**
   * One of the values a node gives.
   *
   * @param dtype its type; null for an output that nothing uses
   * @param shape its sizes
   * @param value the numbers, or null where they are not known
   * @param gradient its gradient, or null where it is not known
   */
  public record Value(DType dtype, int[] shape, Tensor value, Tensor gradient) {}

  /**
   * Where an input comes from.
   *
   * @param node the number of a node
   * @param output which of its values
   */
  public record Source(int node, int output) {}

  /**
   * A leaf or an operation.
   *
   * @param id its number, from 0
   * @param kind what it stands for
   * @param name the name given to it, or null
   * @param function the operation, null for a leaf
   * @param requiresGrad whether a reverse pass comes here
   * @param inputs what the operation is applied to
   * @param values what it gives; a leaf gives itself
   * @param folded leaves that are shown inside this node, see {@link #folded()}
   */
  public record Node(
      int id,
      Kind kind,
      String name,
      Function function,
      boolean requiresGrad,
      List<Source> inputs,
      List<Value> values,
      List<Node> folded) {
    /** The name given to it, or what it is. */
    public String label() {
      if (function != null) {
        return name == null ? function.name() : name + " = " + function.name();
      }
      return name != null ? name : kind == Kind.PARAMETER ? "parameter" : "constant";
    }
  }

  /** Copies the lists. */
  public Graph {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  // ---- making ---------------------------------------------------------------------------------

  /** The recorded graph behind some variables. */
  public static Graph of(Variable... outputs) {
    return of(List.of(outputs), Map.of());
  }

  /**
   * The recorded graph behind some variables. Gradients are shown where leaves have accumulated
   * some.
   *
   * @param names of leaves and results, such as the parameters of a module
   */
  public static Graph of(List<Variable> outputs, Map<Variable, String> names) {
    return new GraphBuilder(names).build(outputs);
  }

  /**
   * Runs a computation and shows all of it, with the gradients of the sum of its elements. The
   * inputs are called x, or x0, x1, and so on.
   */
  public static Graph trace(Expression f, Variable... inputs) {
    Map<Variable, String> names = new HashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      names.put(inputs[i], inputs.length == 1 ? "x" : "x" + i);
    }
    return trace(() -> f.apply(inputs), names);
  }

  /**
   * Runs a computation and shows all of it, with the gradients of the sum of its elements.
   *
   * @param names of leaves, such as the parameters of a module
   */
  public static Graph trace(Supplier<Variable> body, Map<Variable, String> names) {
    return GraphTrace.run(body, names);
  }

  // ---- looking --------------------------------------------------------------------------------

  /** The operations in the order of computation. */
  public List<Function> functions() {
    return nodes.stream().map(Node::function).filter(Objects::nonNull).toList();
  }

  /** The value that a source stands for. */
  public Value value(Source source) {
    return nodes.get(source.node()).values().get(source.output());
  }

  /**
   * The same graph with leaves drawn inside the operation that uses them, where only one does: for
   * modules, whose parameters would be half of all nodes. An operation keeps its first input.
   */
  public Graph folded() {
    int[] uses = new int[nodes.size()];
    nodes.forEach(node -> node.inputs().forEach(source -> uses[source.node()]++));
    outputs.forEach(source -> uses[source.node()] += 2);
    Set<Integer> hidden = new HashSet<>();
    for (Node node : nodes) {
      for (int i = 0; i < node.inputs().size(); i++) {
        Node input = nodes.get(node.inputs().get(i).node());
        boolean first = i == 0;
        if (!first && input.kind() != Kind.OPERATION && uses[input.id()] == 1) {
          hidden.add(input.id());
        }
      }
    }
    int[] numbers = new int[nodes.size()];
    Arrays.fill(numbers, -1);
    List<Node> kept = new ArrayList<>();
    for (Node node : nodes) {
      if (!hidden.contains(node.id())) {
        numbers[node.id()] = kept.size();
        kept.add(fold(node, kept.size(), hidden, numbers));
      }
    }
    return new Graph(kept, outputs.stream().map(source -> renumber(source, numbers)).toList());
  }

  private Node fold(Node node, int id, Set<Integer> hidden, int[] numbers) {
    List<Source> inputs = new ArrayList<>();
    List<Node> inside = new ArrayList<>(node.folded());
    for (Source source : node.inputs()) {
      if (hidden.contains(source.node())) {
        inside.add(nodes.get(source.node()));
      } else {
        inputs.add(renumber(source, numbers));
      }
    }
    return new Node(
        id,
        node.kind(),
        node.name(),
        node.function(),
        node.requiresGrad(),
        inputs,
        node.values(),
        inside);
  }

  private static Source renumber(Source source, int[] numbers) {
    return new Source(numbers[source.node()], source.output());
  }

  /**
   * The operations in the order of the reverse pass, the last one first: what each gets, what it
   * gives to whom, and its rule.
   */
  public String reversePass() {
    return ReversePassTable.text(this);
  }

  /** The graph in the language of Graphviz. */
  public String toDot() {
    return DotWriter.write(this);
  }

  /** The graph as a picture that needs nothing else. */
  public String toSvg() {
    return SvgWriter.write(this);
  }

  /** The picture and the table of the reverse pass as a page that needs nothing else. */
  public String toHtml(String title) {
    return GraphPage.write(this, title);
  }
}
