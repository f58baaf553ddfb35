package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Linear;
import adjoint.nn.Module;

/**
 * A transformer layer without layer normalisation: {@code x := attention(q(x), k(x), v(x)) + x},
 * then {@code x := fc2(fc1(x)) + x}, all linear maps without bias. Source: Dosovitskiy et al., "An
 * Image is Worth 16x16 Words", arXiv:2010.11929, from which it differs as stated.
 */
public final class TransformerLayer extends Module {
  private final Linear q;
  private final Linear k;
  private final Linear v;
  private final MultiheadAttention ma;
  private final Linear fc1;
  private final Linear fc2;

  /** Creates the layer for {@code channels} channels, a multiple of {@code heads}. */
  public TransformerLayer(int channels, int heads, BlockSettings settings) {
    q = child("q", linear(channels, settings));
    k = child("k", linear(channels, settings));
    v = child("v", linear(channels, settings));
    ma = child("ma", new MultiheadAttention(channels, heads, settings.generator()));
    fc1 = child("fc1", linear(channels, settings));
    fc2 = child("fc2", linear(channels, settings));
  }

  private static Linear linear(int channels, BlockSettings settings) {
    return new Linear(channels, channels, false, settings.generator());
  }

  /** Takes and gives tokens x batch x channels. */
  @Override
  public Variable forward(Variable x) {
    Variable attended = ma.attend(q.forward(x), k.forward(x), v.forward(x)).add(x);
    return fc2.forward(fc1.forward(attended)).add(attended);
  }
}
