/**
 * Reverse-mode automatic differentiation. Start at {@link adjoint.autograd.Variable}; {@link
 * adjoint.autograd.Function} is one differentiable operation.
 */
package adjoint.autograd;
