package adjoint.yolo.export;

import adjoint.nn.Module;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A module's place in the graph being written: adds operations under the module's path, and writes
 * its children. Values of the graph are known by their names.
 */
public final class OnnxScope {
  private static final int[] SCALAR = {};

  /** From this version on, ReduceSum takes its axes as an input. */
  private static final int SUM_WITH_AXES_INPUT = 13;

  /** From this version on, the other reductions do, too. */
  private static final int REDUCTIONS_WITH_AXES_INPUT = 18;

  private final OnnxGraph graph;
  private final OnnxRegistry registry;
  private final Module module;
  private final String path;

  OnnxScope(OnnxGraph graph, OnnxRegistry registry, Module module, String path) {
    this.graph = graph;
    this.registry = registry;
    this.module = module;
    this.path = path;
  }

  /** What the graph is made for. */
  public OnnxOptions options() {
    return graph.options();
  }

  // ---- modules --------------------------------------------------------------------------------

  /**
   * Writes a child of the module.
   *
   * @param name the child's name
   * @param inputs names of its inputs
   * @return the name of its output
   */
  public String child(String name, String... inputs) {
    return write(name, module.children().get(name), List.of(inputs));
  }

  /** Writes all children one after another, each applied to the one before. */
  public String chain(String input) {
    String value = input;
    for (String name : module.children().keySet()) {
      value = child(name, value);
    }
    return value;
  }

  /** The scope of a child, for modules that compute with a child's parameters themselves. */
  public OnnxScope inside(String name) {
    return new OnnxScope(graph, registry, module.children().get(name), path + "." + name);
  }

  /** Writes a module that has the given name below this one. */
  String write(String name, Module below, List<String> inputs) {
    String belowPath = path.isEmpty() ? name : path + "." + name;
    return registry.write(below, new OnnxScope(graph, registry, below, belowPath), inputs);
  }

  // ---- values ---------------------------------------------------------------------------------

  /** One of the module's own parameters or buffers, by its name in the module's state. */
  public String state(String name) {
    return graph.floats(path + "." + name, module.stateDict().get(name));
  }

  /** Numbers that belong to the module and are no state; each name stands for one tensor. */
  public String floats(String name, Tensor values) {
    return graph.floats(path + "/" + name, values);
  }

  /** A single number. */
  public String number(double value) {
    return graph.floats("number " + (float) value, Tensor.scalar(DType.F32, value));
  }

  /** A single whole number. */
  public String index(long value) {
    return graph.integers("index " + value, SCALAR, value);
  }

  /** A list of whole numbers, such as a shape. */
  public String integers(long... values) {
    StringJoiner name = new StringJoiner(" ", "integers ", "");
    Arrays.stream(values).forEach(value -> name.add(Long.toString(value)));
    return graph.integers(name.toString(), new int[] {values.length}, values);
  }

  // ---- operations -----------------------------------------------------------------------------

  /** Adds an operation without attributes. */
  public String node(String type, String... inputs) {
    return node(type, Map.of(), inputs);
  }

  /**
   * Adds an operation.
   *
   * @param type ONNX's name for it
   * @param attributes by name: Integer, Double, String or int[]
   * @param inputs names of values; an empty name leaves an optional input out
   * @return the name of its output
   */
  public String node(String type, Map<String, ?> attributes, String... inputs) {
    return graph.node(type, path + "/" + type, attributes, List.of(inputs));
  }

  /** Joins values along an axis. */
  public String concat(int axis, String... values) {
    return node("Concat", Map.of("axis", axis), values);
  }

  /** Another shape; 0 keeps a size, -1 takes what is left. */
  public String reshape(String value, long... shape) {
    return node("Reshape", value, integers(shape));
  }

  /** Exchanges axes. */
  public String transpose(String value, int... axes) {
    return node("Transpose", Map.of("perm", axes), value);
  }

  /** Positions {@code start} to {@code end - 1} of an axis. */
  public String slice(String value, int axis, long start, long end) {
    return node("Slice", value, integers(start), integers(end), integers(axis));
  }

  /** The mean over axes, which stay with size 1. */
  public String mean(String value, int... axes) {
    return reduce("ReduceMean", REDUCTIONS_WITH_AXES_INPUT, value, axes);
  }

  /** The sum over axes, which stay with size 1. */
  public String sum(String value, int... axes) {
    return reduce("ReduceSum", SUM_WITH_AXES_INPUT, value, axes);
  }

  private String reduce(String type, int axesAreInputFrom, String value, int[] axes) {
    if (options().opset() >= axesAreInputFrom) {
      long[] positions = Arrays.stream(axes).asLongStream().toArray();
      return node(type, Map.of("keepdims", 1), value, integers(positions));
    }
    return node(type, Map.of("keepdims", 1, "axes", axes), value);
  }

  /** The size of an axis as a single number in single precision. */
  public String size(String value, int axis) {
    String size = node("Gather", Map.of("axis", 0), node("Shape", value), index(axis));
    return node("Cast", Map.of("to", 1), size);
  }
}
