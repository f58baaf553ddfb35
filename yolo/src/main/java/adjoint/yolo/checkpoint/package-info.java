/**
 * Weight files: safetensors, and PyTorch checkpoints read as data.
 *
 * <p>{@link adjoint.yolo.checkpoint.Weights} recognises the format by content. A PyTorch checkpoint
 * is a pickle in a zip archive; {@link adjoint.yolo.checkpoint.Checkpoint} reads it without
 * importing, instantiating or calling anything that the file names.
 */
package adjoint.yolo.checkpoint;
