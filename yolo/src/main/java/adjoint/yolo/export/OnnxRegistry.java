package adjoint.yolo.export;

import adjoint.nn.Module;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How modules are written as ONNX operations. For a block of one's own:
 *
 * <pre>{@code
 * OnnxRegistry registry = OnnxRegistry.standard();
 * registry.register(Twice.class, (twice, scope, inputs) ->
 *     scope.node("Add", inputs.get(0), inputs.get(0)));
 * }</pre>
 */
public final class OnnxRegistry {
  private final Map<Class<? extends Module>, Writer<? super Module>> writers = new HashMap<>();

  /** Writes modules of one type. */
  @FunctionalInterface
  public interface Writer<M extends Module> {
    /**
     * Adds the module's operations to the graph.
     *
     * @param module the module, in evaluation mode
     * @param scope its place in the graph
     * @param inputs names of its inputs
     * @return the name of its output
     */
    String write(M module, OnnxScope scope, List<String> inputs);
  }

  /** An empty registry. */
  public OnnxRegistry() {}

  /** A new registry that knows the modules of this project. */
  public static OnnxRegistry standard() {
    OnnxRegistry registry = new OnnxRegistry();
    OnnxLayers.addTo(registry);
    OnnxBlocks.addTo(registry);
    OnnxAttention.addTo(registry);
    OnnxTransformer.addTo(registry);
    OnnxHead.addTo(registry);
    return registry;
  }

  /**
   * Says how modules of exactly one class are written; replaces what was said before.
   *
   * @return this registry
   */
  public <M extends Module> OnnxRegistry register(Class<M> type, Writer<M> writer) {
    writers.put(type, (module, scope, inputs) -> writer.write(type.cast(module), scope, inputs));
    return this;
  }

  /**
   * Writes a module.
   *
   * @throws UnsupportedOperationException if its type is not registered
   */
  String write(Module module, OnnxScope scope, List<String> inputs) {
    Writer<? super Module> writer = writers.get(module.getClass());
    if (writer == null) {
      throw new UnsupportedOperationException(
          "onnx: " + module.getClass().getSimpleName() + " has no ONNX form here");
    }
    return writer.write(module, scope, inputs);
  }
}
