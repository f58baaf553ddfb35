package adjoint.autograd.functions;

import adjoint.autograd.Function;

/** Not built yet. */
public final class Add extends Function {
  public Add() {}
}
