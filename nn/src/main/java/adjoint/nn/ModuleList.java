package adjoint.nn;

import java.util.Iterator;
import java.util.List;

/**
 * Modules in a list, for a parent that decides how to apply them; the children's names are "0",
 * "1", and so on.
 */
public final class ModuleList extends Module implements Iterable<Module> {
  /** Holds the modules given; more can be added. */
  public ModuleList(Module... modules) {
    this(List.of(modules));
  }

  /** Holds the modules given; more can be added. */
  public ModuleList(List<? extends Module> modules) {
    modules.forEach(this::add);
  }

  /** Appends a module. */
  public ModuleList add(Module module) {
    child(Integer.toString(size()), module);
    return this;
  }

  /** The module at {@code index}. */
  public Module get(int index) {
    return child(index);
  }

  /** Number of modules. */
  public int size() {
    return children().size();
  }

  @Override
  public Iterator<Module> iterator() {
    return children().values().iterator();
  }
}
