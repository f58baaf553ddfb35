/** Neural-network modules with PyTorch's state names. */
module adjoint.nn {
  requires transitive adjoint.autograd;

  exports adjoint.nn;
  exports adjoint.nn.attention;
  exports adjoint.nn.catalog;
  exports adjoint.nn.matrix;
  exports adjoint.nn.optim;

  provides adjoint.autograd.catalog.OperationProvider with
      adjoint.nn.catalog.AttentionOperations;
}
