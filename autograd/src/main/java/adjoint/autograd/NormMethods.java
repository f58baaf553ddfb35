package adjoint.autograd;

import adjoint.autograd.functions.BatchNorm;
import adjoint.autograd.functions.Normalisation;

/** Normalisations: to mean 0 and variance 1, then scaled and shifted by learnt numbers. */
public sealed interface NormMethods permits Variable {
  private Variable self() {
    return (Variable) this;
  }

  /**
   * Each channel (dimension 1) over all other dimensions.
   *
   * @param weight one number for each channel
   * @param bias one number for each channel
   * @param eps added to the variance
   */
  default Variable batchNorm(Variable weight, Variable bias, double eps) {
    return new BatchNorm(eps).apply(self(), weight, bias);
  }

  /**
   * Each sample over its last dimensions.
   *
   * @param shape the sizes of those dimensions
   * @param weight of that shape, or null for ones
   * @param bias of that shape, or null for zeros
   * @param eps added to the variance
   */
  default Variable layerNorm(int[] shape, Variable weight, Variable bias, double eps) {
    return Normalisation.layer(self(), shape, weight, bias, eps);
  }

  /**
   * Each sample's groups of channels (dimension 1) over the group and all later dimensions.
   *
   * @param groups a divisor of the number of channels
   * @param weight one number for each channel, or null for ones
   * @param bias one number for each channel, or null for zeros
   * @param eps added to the variance
   */
  default Variable groupNorm(int groups, Variable weight, Variable bias, double eps) {
    return Normalisation.group(self(), groups, weight, bias, eps);
  }
}
