package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class LogSoftmax extends Function {
  public LogSoftmax(int dimension) {}
}
