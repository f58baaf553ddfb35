package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Module;

/**
 * Moves channels into g x g patches of pixels, the inverse of {@link Contract}: (b, c, h, w)
 * becomes (b, c / g^2, g h, g w).
 */
public final class Expand extends Module {
  private final int gain;

  /** Creates the module for g = {@code gain}. */
  public Expand(int gain) {
    this.gain = gain;
  }

  /** Side of the patches, g. */
  public int gain() {
    return gain;
  }

  @Override
  public Variable forward(Variable x) {
    int b = x.size(0);
    int c = x.size(1);
    int h = x.size(2);
    int w = x.size(3);
    if (c % (gain * gain) != 0) {
      throw new IllegalArgumentException(
          "expand: the channels must be a multiple of " + gain * gain + ", got " + c);
    }
    int channels = c / (gain * gain);
    return x.reshape(b, gain, gain, channels, h, w)
        .permute(0, 3, 4, 1, 5, 2)
        .reshape(b, channels, h * gain, w * gain);
  }

  @Override
  protected String settings() {
    return "gain=" + gain;
  }
}
