package adjoint.nn.attention;

import adjoint.autograd.Variable;
import adjoint.tensor.ShapeException;
import java.util.Arrays;

/** Checks and reshaping that the attention modules share. */
final class Channels {
  private Channels() {}

  /**
   * The width of the hidden layer, {@code channels / reduction}.
   *
   * @param name what the module calls the reduction
   * @throws IllegalArgumentException if a number is below 1, or the hidden layer would have none
   */
  static int reduced(String module, int channels, String name, int reduction) {
    if (channels < 1 || reduction < 1 || reduction > channels) {
      throw new IllegalArgumentException(
          module
              + ": the "
              + name
              + " is "
              + reduction
              + " for "
              + channels
              + " channels; legal are at least 1 channel and a "
              + name
              + " from 1 to the number of channels, for the hidden layer has channels / "
              + name
              + " units");
    }
    return channels / reduction;
  }

  /**
   * Checks a feature map.
   *
   * @throws ShapeException if it is not N x {@code channels} x H x W with at least one position
   */
  static void require(String module, int channels, Variable x) {
    if (x.rank() != 4 || x.size(1) != channels || x.size(2) < 1 || x.size(3) < 1) {
      throw new ShapeException(
          module
              + ": the input has shape "
              + Arrays.toString(x.shape())
              + "; legal is N x C x H x W with C = "
              + channels
              + " and at least one position");
    }
  }

  /** {@code x * weights}, one weight (N x C) for all positions of a channel. */
  static Variable scale(Variable x, Variable weights) {
    return x.mul(weights.reshape(x.size(0), x.size(1), 1, 1));
  }
}
