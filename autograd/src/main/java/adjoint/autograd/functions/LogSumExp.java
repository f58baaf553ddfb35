package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class LogSumExp extends Function {
  public LogSumExp(int[] dimensions, boolean keep) {}
}
