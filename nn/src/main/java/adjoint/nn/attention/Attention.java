package adjoint.nn.attention;

import adjoint.autograd.Variable;

/**
 * A module that weighs parts of its input, and can tell how. Its forward pass is reported to
 * observers with the input that {@link #weights} takes, so that the weights can be looked at; a
 * block of one's own that implements this is drawn like those of this package.
 */
public interface Attention {
  /** What is weighed. */
  enum Target {
    /** Channels: weights are N x C. */
    CHANNELS,
    /** Every position of every channel: weights are N x C x H x W. */
    POSITIONS,
    /** Convolution kernels: weights are N x K, and add up to 1. */
    KERNELS
  }

  /** What this module weighs. */
  Target target();

  /** The weights for an input, N x C x H x W. */
  Variable weights(Variable x);
}
