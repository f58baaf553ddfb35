/** Strided n-dimensional arrays, the compute backends and array files. */
module adjoint.tensor {
  requires static jdk.incubator.vector;

  exports adjoint.tensor;
  exports adjoint.tensor.backend;
  exports adjoint.tensor.io;

  uses adjoint.tensor.backend.BackendProvider;
}
