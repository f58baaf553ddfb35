/** The operations of tensors: checks, shapes and promotion, down to calls of a backend. */
package adjoint.tensor.ops;
