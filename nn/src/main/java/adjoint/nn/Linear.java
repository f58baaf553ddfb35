package adjoint.nn;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;

/**
 * An affine map of the last dimension: {@code y = x W^T + b}. State: {@code weight} (out x in) and,
 * unless switched off, {@code bias} (out). Both start uniform within 1 / sqrt(in), as in PyTorch.
 */
public final class Linear extends Module {
  private final int inputs;
  private final int outputs;
  private final Variable weight;
  private final Variable bias;

  /** With a bias; {@code generator} as below. */
  public Linear(int inputs, int outputs, Generator generator) {
    this(inputs, outputs, true, generator);
  }

  /**
   * Creates the layer.
   *
   * @param inputs size of the last dimension of the input
   * @param outputs size of the last dimension of the output
   * @param bias whether there is a bias
   * @param generator draws the initial values; null leaves zeros, for values about to be loaded
   */
  public Linear(int inputs, int outputs, boolean bias, Generator generator) {
    this.inputs = inputs;
    this.outputs = outputs;
    Tensor initialWeight = Tensor.zeros(DType.F32, outputs, inputs);
    Tensor initialBias = bias ? Tensor.zeros(DType.F32, outputs) : null;
    Init.defaults(initialWeight, initialBias, generator);
    this.weight = parameter("weight", initialWeight);
    this.bias = bias ? parameter("bias", initialBias) : null;
  }

  /** The weight, outputs x inputs. */
  public Variable weight() {
    return weight;
  }

  /** The bias, or null. */
  public Variable bias() {
    return bias;
  }

  @Override
  public Variable forward(Variable x) {
    Variable product = x.matmul(weight.t());
    return observed(x, bias == null ? product : product.add(bias));
  }

  @Override
  protected String settings() {
    return "in_features="
        + inputs
        + ", out_features="
        + outputs
        + ", bias="
        + Settings.flag(bias != null);
  }
}
