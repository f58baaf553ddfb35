/**
 * Every differentiable operation by name, with sample inputs: what gradient checks, the page of
 * rules and worked examples run over.
 */
package adjoint.autograd.catalog;
