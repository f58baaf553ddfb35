/** Array files: safetensors, npy and npz. */
package adjoint.tensor.io;
