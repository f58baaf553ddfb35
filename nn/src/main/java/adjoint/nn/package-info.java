/** Neural-network modules with PyTorch's state names. Start at {@link adjoint.nn.Module}. */
package adjoint.nn;
