package adjoint.nn;

import adjoint.autograd.Variable;
import java.util.Iterator;

/** Modules applied one after the other; the children's names are "0", "1", and so on. */
public final class Sequential extends Module implements Iterable<Module> {
  /** In the order of application; more can be added. */
  public Sequential(Module... modules) {
    for (Module module : modules) {
      add(module);
    }
  }

  /** Appends a module. */
  public Sequential add(Module module) {
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

  @Override
  public Variable forward(Variable x) {
    Variable result = x;
    for (Module module : this) {
      result = module.forward(result);
    }
    return result;
  }
}
