package adjoint.autograd;

/**
 * Where a gradient goes: to an output of the operation that made a variable, or to a leaf.
 *
 * @param function the operation, null for a leaf
 * @param output which of its outputs
 * @param leaf the leaf, null otherwise
 */
record Edge(Function function, int output, Variable leaf) {
  /** The edge of a variable, or null if it requires no gradient. */
  static Edge of(Variable variable) {
    if (!variable.requiresGrad()) {
      return null;
    }
    return variable.isLeaf()
        ? new Edge(null, 0, variable)
        : new Edge(variable.function(), variable.outputIndex(), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Edge that
        && function == that.function
        && output == that.output
        && leaf == that.leaf;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(function == null ? leaf : function) + output;
  }
}
