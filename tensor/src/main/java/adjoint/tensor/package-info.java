/** Strided n-dimensional arrays. Start at {@link adjoint.tensor.Tensor}. */
package adjoint.tensor;
