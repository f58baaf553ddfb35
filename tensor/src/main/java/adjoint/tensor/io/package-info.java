/**
 * Array files: safetensors, npy and npz, and the JSON and zip that they are made of.
 *
 * <p>Every reader checks what a file claims against the file's size before it allocates, and ends
 * in {@link adjoint.tensor.io.FormatException} for malformed, truncated or hostile input.
 */
package adjoint.tensor.io;
