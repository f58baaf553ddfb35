package adjoint.tensor;

/** A function applied to a convolution's output in the same pass. */
public enum Activation {
  /** The output as it is. */
  NONE,
  /** {@code x * sigmoid(x)}. */
  SILU,
  /** {@code max(x, 0)}. */
  RELU
}
