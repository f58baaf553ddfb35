package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.Init;
import adjoint.nn.Linear;
import adjoint.nn.Module;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;

/**
 * Scaled dot-product attention with several heads and packed input projections: per head {@code
 * softmax(Q K^T / sqrt(d)) V}. Source: Vaswani et al., "Attention Is All You Need",
 * arXiv:1706.03762, section 3.2.
 */
public final class MultiheadAttention extends Module {
  private final int channels;
  private final int heads;
  private final Variable inputWeight;
  private final Variable inputBias;
  private final Linear outputProjection;

  /**
   * Creates the module; the packed projection starts Xavier-uniform, both biases at 0. A null
   * generator leaves zeros, for values about to be loaded.
   *
   * @throws IllegalArgumentException if {@code channels} is no multiple of {@code heads}
   */
  public MultiheadAttention(int channels, int heads, Generator generator) {
    if (channels % heads != 0) {
      throw new IllegalArgumentException(
          "attention: " + channels + " channels cannot be shared by " + heads + " heads");
    }
    this.channels = channels;
    this.heads = heads;
    Tensor weight = Tensor.zeros(3 * channels, channels);
    if (generator != null) {
      Init.xavierUniform(weight, 1, generator);
    }
    inputWeight = parameter("in_proj_weight", weight);
    inputBias = parameter("in_proj_bias", Tensor.zeros(3 * channels));
    outputProjection = child("out_proj", new Linear(channels, channels, true, generator));
    outputProjection.bias().value().fill(0);
  }

  /** Number of channels. */
  public int channels() {
    return channels;
  }

  /** Number of heads. */
  public int heads() {
    return heads;
  }

  /**
   * Attention of queries to keys and values; each, and the result, is tokens x batch x channels.
   */
  public Variable attend(Variable query, Variable key, Variable value) {
    int tokens = query.size(0);
    int batch = query.size(1);
    Variable q = split(project(query, 0)).mul(1 / Math.sqrt((double) channels / heads));
    Variable k = split(project(key, 1));
    Variable v = split(project(value, 2));
    Variable weights = q.bmm(k.t()).softmax(-1);
    Variable joined = weights.bmm(v).transpose(0, 1).reshape(tokens, batch, channels);
    // Written out, because the projection inside attention is no layer of its own in the summary.
    return joined.matmul(outputProjection.weight().t()).add(outputProjection.bias());
  }

  private Variable project(Variable x, int part) {
    Variable weight = inputWeight.narrow(0, part * channels, channels);
    return x.matmul(weight.t()).add(inputBias.narrow(0, part * channels, channels));
  }

  /** Tokens x batch x channels to (batch x heads) x tokens x (channels / heads). */
  private Variable split(Variable x) {
    return x.reshape(x.size(0), x.size(1) * heads, channels / heads).transpose(0, 1);
  }
}
