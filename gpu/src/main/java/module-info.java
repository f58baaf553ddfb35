/** OpenCL compute, found at run time through the service loader. */
module adjoint.gpu {
  requires adjoint.tensor;
  requires aparapi;
  requires java.logging;

  provides adjoint.tensor.backend.BackendProvider with
      adjoint.gpu.OpenClProvider;

  // Aparapi reads the fields of kernels by reflection.
  opens adjoint.gpu.kernels to
      aparapi;
}
