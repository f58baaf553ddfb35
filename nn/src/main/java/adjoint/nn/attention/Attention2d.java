package adjoint.nn.attention;

import adjoint.autograd.Variable;
import adjoint.nn.AdaptiveAvgPool2d;
import adjoint.nn.Conv2d;
import adjoint.nn.Init;
import adjoint.nn.Module;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Generator;

/**
 * How much each of K convolution kernels counts for an image: {@code pi = softmax(fc2 relu(fc1
 * mean_HW(x)) / temperature)}, N x K. State: {@code fc1.weight} (hidden x in x 1 x 1) and {@code
 * fc2.weight} (K x hidden x 1 x 1), no biases.
 *
 * <p>A high temperature makes the weights nearly equal, so that at the start of training all
 * kernels learn; every epoch lowers it by 3, down to 1. It is no part of the state.
 *
 * <p>Source: Chen, Dai, Liu, Chen, Yuan, Liu, "Dynamic Convolution: Attention over Convolution
 * Kernels", CVPR 2020, section 3.
 */
public final class Attention2d extends Module {
  private static final int RGB = 3;
  private static final int STEP = 3;

  private final int inputs;
  private final int kernels;
  private final AdaptiveAvgPool2d pool;
  private final Conv2d fc1;
  private final Conv2d fc2;
  private int temperature;

  /**
   * Creates the module.
   *
   * @param inputs number of input channels
   * @param ratio hidden units per input channel; an RGB image, of 3 channels, gets {@code kernels}
   *     hidden units instead
   * @param kernels number of weights, K
   * @param temperature at the start; 1, 4, 7 and so on
   * @param generator draws the initial values; null leaves zeros, for values about to be loaded
   * @throws IllegalArgumentException if a number is below 1, the temperature is not 1 modulo 3, or
   *     there would be no hidden unit
   */
  public Attention2d(int inputs, double ratio, int kernels, int temperature, Generator generator) {
    if (inputs < 1 || kernels < 1) {
      throw new IllegalArgumentException(
          "Attention2d: "
              + inputs
              + " input channels and "
              + kernels
              + " kernels; legal is at least one of both");
    }
    int hidden = inputs == RGB ? kernels : (int) (inputs * ratio);
    if (hidden < 1) {
      throw new IllegalArgumentException(
          "Attention2d: "
              + inputs
              + " input channels times the ratio "
              + ratio
              + " leave no hidden unit; legal are ratios from 1 / "
              + inputs
              + " on");
    }
    this.inputs = inputs;
    this.kernels = kernels;
    pool = child("avgpool", new AdaptiveAvgPool2d(1));
    fc1 = child("fc1", pointwise(inputs, hidden, generator));
    fc2 = child("fc2", pointwise(hidden, kernels, generator));
    setTemperature(temperature);
  }

  private static Conv2d pointwise(int inputs, int outputs, Generator generator) {
    Conv2d conv = new Conv2d(inputs, outputs, 1, 1, Conv2dOptions.DEFAULT, false, null);
    if (generator != null) {
      Init.kaimingNormal(conv.weight().value(), Init.Fan.OUT, Init.leakyReluGain(0), generator);
    }
    return conv;
  }

  /** The present temperature. */
  public int temperature() {
    return temperature;
  }

  /**
   * Sets the temperature, for example to go on with a training.
   *
   * @throws IllegalArgumentException if it is not 1, 4, 7 and so on
   */
  public void setTemperature(int temperature) {
    if (temperature < 1 || temperature % STEP != 1) {
      throw new IllegalArgumentException(
          "Attention2d: the temperature is "
              + temperature
              + "; legal are 1, 4, 7 and so on, for steps of 3 must end at 1");
    }
    this.temperature = temperature;
  }

  /** Lowers the temperature by 3, unless it is 1; every epoch of training does that. */
  public void updateTemperature() {
    if (temperature > 1) {
      temperature -= STEP;
    }
  }

  @Override
  protected void onEpochEnd() {
    updateTemperature();
  }

  /** The weights of the kernels for N x C x H x W, N x K; each row adds up to 1. */
  @Override
  public Variable forward(Variable x) {
    Channels.require("Attention2d", inputs, x);
    Variable logits = fc2.forward(fc1.forward(pool.forward(x)).relu());
    return logits.reshape(x.size(0), kernels).div(temperature).softmax(1);
  }

  @Override
  protected String settings() {
    return inputs + ", kernels=" + kernels + ", temperature=" + temperature;
  }
}
