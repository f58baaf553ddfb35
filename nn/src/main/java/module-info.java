/** Neural-network modules with PyTorch's state names. */
module adjoint.nn {
  requires transitive adjoint.autograd;

  exports adjoint.nn;
  exports adjoint.nn.attention;
  exports adjoint.nn.matrix;
  exports adjoint.nn.optim;
}
