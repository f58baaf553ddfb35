/** Reverse-mode automatic differentiation. */
module adjoint.autograd {
  requires transitive adjoint.tensor;

  exports adjoint.autograd;
  exports adjoint.autograd.catalog;
  exports adjoint.autograd.explain;
  exports adjoint.autograd.functions;

  uses adjoint.autograd.catalog.OperationProvider;
}
