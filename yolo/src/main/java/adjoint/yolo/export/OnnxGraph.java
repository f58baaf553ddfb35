package adjoint.yolo.export;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An ONNX graph that grows node by node. Values are known by their names. The field numbers are
 * those of onnx.proto3.
 */
final class OnnxGraph {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final OnnxOptions options;
  private final ProtoMessage nodes = new ProtoMessage();
  private final ProtoMessage initializers = new ProtoMessage();
  private final Set<String> names = new HashSet<>();

  OnnxGraph(OnnxOptions options) {
    this.options = options;
  }

  OnnxOptions options() {
    return options;
  }

  /**
   * Adds an operation.
   *
   * @param type ONNX's name for it
   * @param name its own name; a number is added where it is taken
   * @param attributes by name: Integer, Double, String, or an int[]
   * @param inputs names of values; an empty name leaves an optional input out
   * @return the name of its output
   */
  String node(String type, String name, Map<String, ?> attributes, List<String> inputs) {
    String unique = unused(name);
    ProtoMessage node = new ProtoMessage();
    inputs.forEach(input -> node.add(1, input));
    node.add(2, unique).add(3, unique).add(4, type);
    new TreeMap<>(attributes).forEach((key, value) -> node.add(5, attribute(key, value)));
    nodes.add(1, node);
    return unique;
  }

  private String unused(String name) {
    String unique = name;
    for (int i = 2; !names.add(unique); i++) {
      unique = name + "_" + i;
    }
    return unique;
  }

  private static ProtoMessage attribute(String name, Object value) {
    ProtoMessage attribute = new ProtoMessage().add(1, name);
    if (value instanceof Integer number) {
      return attribute.add(3, number.longValue()).add(20, 2);
    }
    if (value instanceof Double number) {
      return attribute.add(2, number.floatValue()).add(20, 1);
    }
    if (value instanceof String text) {
      return attribute.add(4, text).add(20, 3);
    }
    for (int number : (int[]) value) {
      attribute.add(8, number);
    }
    return attribute.add(20, 7);
  }

  /** Adds a tensor of numbers in single precision, once for each name; returns the name. */
  String floats(String name, Tensor tensor) {
    if (names.add(name)) {
      float[] values = tensor.to(DType.F32).toFloatArray();
      ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      data.asFloatBuffer().put(values);
      addInitializer(name, FLOAT, tensor.shape(), data.array());
    }
    return name;
  }

  /** Adds whole numbers, once for each name; returns the name. */
  String integers(String name, int[] shape, long... values) {
    if (names.add(name)) {
      ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      data.asLongBuffer().put(values);
      addInitializer(name, INT64, shape, data.array());
    }
    return name;
  }

  private void addInitializer(String name, int type, int[] shape, byte[] data) {
    ProtoMessage tensor = new ProtoMessage();
    for (int size : shape) {
      tensor.add(1, size);
    }
    initializers.add(5, tensor.add(2, type).add(8, name).add(9, data));
  }

  /**
   * The whole graph as a message.
   *
   * @param inputShape an Integer for each size that is fixed, a String for each that is open
   * @param outputShape likewise
   */
  ProtoMessage toMessage(
      String name, String input, List<Object> inputShape, String output, List<Object> outputShape) {
    ProtoMessage graph = new ProtoMessage();
    graph.append(nodes);
    graph.add(2, name);
    graph.append(initializers);
    graph.add(11, value(input, inputShape));
    graph.add(12, value(output, outputShape));
    return graph;
  }

  private static ProtoMessage value(String name, List<Object> shape) {
    ProtoMessage dimensions = new ProtoMessage();
    for (Object size : shape) {
      ProtoMessage dimension = new ProtoMessage();
      if (size instanceof Integer number) {
        dimension.add(1, number.longValue());
      } else {
        dimension.add(2, (String) size);
      }
      dimensions.add(1, dimension);
    }
    ProtoMessage tensor = new ProtoMessage().add(1, FLOAT).add(2, dimensions);
    return new ProtoMessage().add(1, name).add(2, new ProtoMessage().add(1, tensor));
  }
}
