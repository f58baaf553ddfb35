/** OpenCL compute, found at run time through the service loader. */
module adjoint.gpu {
  requires adjoint.tensor;
}
