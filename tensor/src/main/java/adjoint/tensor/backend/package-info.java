/**
 * The compute primitives and who carries them out. Start at {@link adjoint.tensor.backend.Backend}.
 */
package adjoint.tensor.backend;
