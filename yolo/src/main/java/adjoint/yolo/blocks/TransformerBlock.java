package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Linear;
import adjoint.nn.Module;

/**
 * A transformer over the pixels of a feature map: with the pixels as tokens p, {@code y = layers(p
 * + linear(p))}, where the linear map learns the position embedding.
 */
public final class TransformerBlock extends Module {
  private final Conv conv;
  private final Linear linear;
  private final Module tr;
  private final int c2;

  /** Creates the block; a convolution comes first where {@code c1} differs from {@code c2}. */
  public TransformerBlock(int c1, int c2, int heads, int layers, BlockSettings settings) {
    this.c2 = c2;
    conv = c1 == c2 ? null : child("conv", new Conv(c1, c2, 1, 1, settings));
    linear = child("linear", new Linear(c2, c2, true, settings.generator()));
    tr = child("tr", C3.repeat(layers, () -> new TransformerLayer(c2, heads, settings)));
  }

  @Override
  public Variable forward(Variable x) {
    Variable image = conv == null ? x : conv.forward(x);
    int b = image.size(0);
    int h = image.size(2);
    int w = image.size(3);
    Variable tokens = image.reshape(b, c2, h * w).permute(2, 0, 1);
    Variable y = tr.forward(tokens.add(linear.forward(tokens)));
    return y.permute(1, 2, 0).reshape(b, c2, h, w);
  }
}
