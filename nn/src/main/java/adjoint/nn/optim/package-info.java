/** Optimisers: how parameters follow their gradients. */
package adjoint.nn.optim;
