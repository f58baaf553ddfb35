package adjoint.yolo.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The modules that a model file may name.
 *
 * <p>A block of one's own takes one line; the row {@code [-1, 1, MyBlock, [128, 7]]} then builds it
 * with the scaled channels and 7:
 *
 * <pre>{@code
 * ModuleRegistry registry = ModuleRegistry.standard();
 * registry.register("MyBlock", ChannelRule.SCALED, (context, arguments) ->
 *     new MyBlock(arguments.integer("c1"), arguments.integer("c2"), arguments.integer("kernel", 3)));
 * DetectionModel model = DetectionModel.build(ModelFiles.read("my.yaml"), registry, new Generator(0));
 * }</pre>
 */
public final class ModuleRegistry {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** A registered module: its channel rule and its factory. */
  record Entry(ChannelRule rule, ModuleFactory factory) {}

  /** An empty registry. */
  public ModuleRegistry() {}

  /** A new registry that knows all modules of this project. */
  public static ModuleRegistry standard() {
    return AttentionModules.addTo(StandardModules.addTo(new ModuleRegistry()));
  }

  /**
   * Registers a module through which channels pass unchanged, by {@link ChannelRule#UNCHANGED}.
   *
   * @return this registry
   * @throws IllegalArgumentException if the name is taken
   */
  public ModuleRegistry register(String name, ModuleFactory factory) {
    return register(name, ChannelRule.UNCHANGED, factory);
  }

  /**
   * Registers a module.
   *
   * @param name as model files write it
   * @return this registry
   * @throws IllegalArgumentException if the name is taken
   */
  public ModuleRegistry register(String name, ChannelRule rule, ModuleFactory factory) {
    if (entries.putIfAbsent(name, new Entry(rule, factory)) != null) {
      throw new IllegalArgumentException("the module name " + name + " is registered already");
    }
    return this;
  }

  /**
   * Makes another name mean the same module.
   *
   * @return this registry
   * @throws IllegalArgumentException if {@code name} is unknown or {@code alias} is taken
   */
  public ModuleRegistry alias(String alias, String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("alias " + alias + ": there is no module " + name);
    }
    return register(alias, entry.rule(), entry.factory());
  }

  /** All names, aliases included, in the order of registration. */
  public Collection<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /** The entry of a name, or null. */
  Entry find(String name) {
    return entries.get(name);
  }
}
