package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Log extends Function {
  public Log() {}
}
