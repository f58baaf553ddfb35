package adjoint.yolo.blocks;

import adjoint.autograd.Variable;
import adjoint.nn.AdaptiveAvgPool2d;
import adjoint.nn.Conv2d;
import adjoint.nn.Module;
import adjoint.tensor.Conv2dOptions;
import java.util.List;

/**
 * A classification head: the mean of each channel of each input, joined, and a convolution with a
 * bias to one number for each class. Gives N x classes. The channels of all inputs together are
 * {@code c1}.
 */
public final class Classify extends Module {
  private final AdaptiveAvgPool2d aap;
  private final Conv2d conv;

  /** Creates the head with a 1 x 1 convolution. */
  public Classify(int c1, int c2, BlockSettings settings) {
    this(c1, c2, 1, Conv2dOptions.DEFAULT, settings);
  }

  /**
   * Creates the head.
   *
   * @param c1 channels of all inputs together
   * @param c2 number of classes
   * @param kernel of the convolution, which sees a single pixel and its padding
   * @param options stride, padding and groups of the convolution
   */
  public Classify(int c1, int c2, int kernel, Conv2dOptions options, BlockSettings settings) {
    aap = child("aap", new AdaptiveAvgPool2d(1));
    conv = child("conv", new Conv2d(c1, c2, kernel, options, settings.generator()));
  }

  @Override
  public Variable forward(Variable x) {
    return forward(List.of(x));
  }

  @Override
  public Variable forward(List<Variable> inputs) {
    List<Variable> means = inputs.stream().map(aap::forward).toList();
    return conv.forward(Variable.concat(means, 1)).flatten(1, 3);
  }
}
