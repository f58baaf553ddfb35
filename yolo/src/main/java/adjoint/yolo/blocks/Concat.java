package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Module;
import java.util.List;

/** Joins its inputs along one dimension. */
public final class Concat extends Module {
  private final int dimension;

  /** Creates the module; dimension 1 joins channels. */
  public Concat(int dimension) {
    this.dimension = dimension;
  }

  /** The dimension along which the inputs are joined. */
  public int dimension() {
    return dimension;
  }

  @Override
  public Variable forward(Variable x) {
    return x;
  }

  @Override
  public Variable forward(List<Variable> inputs) {
    return Variable.concat(inputs, dimension);
  }

  @Override
  protected String settings() {
    return "dimension=" + dimension;
  }
}
