/** Gradient checks and random tensors for JUnit and jqwik tests. */
package adjoint.testing;
