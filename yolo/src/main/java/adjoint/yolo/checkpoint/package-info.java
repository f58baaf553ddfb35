/**
 * Weight files: safetensors, and PyTorch checkpoints read as data.
 *
 * <p>{@link adjoint.yolo.checkpoint.Weights} recognises the format by content. A PyTorch checkpoint
 * is a pickle in a zip archive; it is read without importing, instantiating or calling anything
 * that it names.
 */
package adjoint.yolo.checkpoint;
