package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Module;

/**
 * Moves g x g patches of pixels into channels: (b, c, h, w) becomes (b, c g^2, h / g, w / g).
 * Output channel {@code (i g + j) c + q} holds channel q at offset (i, j) of each patch.
 */
public final class Contract extends Module {
  private final int gain;

  /** Creates the module for g = {@code gain}. */
  public Contract(int gain) {
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
    if (h % gain != 0 || w % gain != 0) {
      throw new IllegalArgumentException(
          "contract: height and width must be multiples of " + gain + ", got " + h + " x " + w);
    }
    return x.reshape(b, c, h / gain, gain, w / gain, gain)
        .permute(0, 3, 5, 1, 2, 4)
        .reshape(b, c * gain * gain, h / gain, w / gain);
  }

  @Override
  protected String settings() {
    return "gain=" + gain;
  }
}
