/** The differentiable operations, one class each, with their rules. */
package adjoint.autograd.functions;
