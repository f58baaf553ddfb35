package adjoint.nn;

import adjoint.tensor.DType;
import adjoint.tensor.DTypeException;
import adjoint.tensor.Generator;
import adjoint.tensor.Layout;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Initial values, drawn in row-major order and written in place; every method returns the tensor.
 * The same seed gives the same bits. The scaled methods keep the variance of what flows through a
 * layer; their tensor is a weight with the outputs in dimension 0, the inputs in dimension 1 and
 * the kernel in the rest.
 */
public final class Init {
  /** Which count of connections a weight is scaled by. */
  public enum Fan {
    /** Numbers that enter one output: keeps the variance of the values. */
    IN,
    /** Numbers that one input reaches: keeps the variance of the gradients. */
    OUT
  }

  private Init() {}

  // ---- plain distributions --------------------------------------------------------------------

  /** Uniform in [low, high). */
  public static Tensor uniform(Tensor tensor, double low, double high, Generator generator) {
    return write("uniform", tensor, () -> generator.uniform(low, high));
  }

  /** Normal. */
  public static Tensor normal(Tensor tensor, double mean, double deviation, Generator generator) {
    return write("normal", tensor, () -> mean + deviation * generator.nextNormal());
  }

  // ---- scaled by the connections --------------------------------------------------------------

  /**
   * Uniform within {@code gain * sqrt(3 / fan)}. Source: He et al., "Delving Deep into Rectifiers",
   * 2015, section 2.2.
   *
   * @param gain {@link #leakyReluGain} of the activation that follows
   * @throws ShapeException if the tensor has fewer than two dimensions
   */
  public static Tensor kaimingUniform(Tensor tensor, Fan fan, double gain, Generator generator) {
    double bound = gain * Math.sqrt(3.0 / fan(tensor, fan));
    return uniform(tensor, -bound, bound, generator);
  }

  /**
   * Normal with deviation {@code gain / sqrt(fan)}. Source as of {@link #kaimingUniform}.
   *
   * @param gain {@link #leakyReluGain} of the activation that follows
   * @throws ShapeException if the tensor has fewer than two dimensions
   */
  public static Tensor kaimingNormal(Tensor tensor, Fan fan, double gain, Generator generator) {
    return normal(tensor, 0, gain / Math.sqrt(fan(tensor, fan)), generator);
  }

  /**
   * Uniform within {@code gain * sqrt(6 / (fan in + fan out))}. Source: Glorot, Bengio,
   * "Understanding the difficulty of training deep feedforward neural networks", 2010, equation 16.
   *
   * @throws ShapeException if the tensor has fewer than two dimensions
   */
  public static Tensor xavierUniform(Tensor tensor, double gain, Generator generator) {
    double bound = gain * Math.sqrt(6.0 / (fan(tensor, Fan.IN) + fan(tensor, Fan.OUT)));
    return uniform(tensor, -bound, bound, generator);
  }

  /**
   * Normal with deviation {@code gain * sqrt(2 / (fan in + fan out))}. Source as of {@link
   * #xavierUniform}.
   *
   * @throws ShapeException if the tensor has fewer than two dimensions
   */
  public static Tensor xavierNormal(Tensor tensor, double gain, Generator generator) {
    double deviation = gain * Math.sqrt(2.0 / (fan(tensor, Fan.IN) + fan(tensor, Fan.OUT)));
    return normal(tensor, 0, deviation, generator);
  }

  /** {@code sqrt(2 / (1 + slope^2))}: the gain for a leaky ReLU; slope 0 is ReLU, 1 linear. */
  public static double leakyReluGain(double slope) {
    return Math.sqrt(2 / (1 + slope * slope));
  }

  /**
   * The connections of a weight: the inputs (or outputs) times the size of the kernel.
   *
   * @throws ShapeException if the tensor has fewer than two dimensions
   */
  public static double fan(Tensor weight, Fan fan) {
    int[] shape = weight.shape();
    if (shape.length < 2) {
      throw new ShapeException(
          "init: a weight of shape "
              + Arrays.toString(shape)
              + " has no fan; legal are two or more dimensions, outputs first, inputs second");
    }
    double kernel = Layout.elementCount(Arrays.copyOfRange(shape, 2, shape.length));
    return kernel * shape[fan == Fan.IN ? 1 : 0];
  }

  /**
   * PyTorch's defaults for linear and convolution layers: weight, then bias, uniform within 1 /
   * sqrt(fan in). Does nothing without a generator.
   *
   * @param bias may be null
   */
  static void defaults(Tensor weight, Tensor bias, Generator generator) {
    if (generator == null) {
      return;
    }
    kaimingUniform(weight, Fan.IN, leakyReluGain(Math.sqrt(5)), generator);
    if (bias != null) {
      double bound = 1 / Math.sqrt(fan(weight, Fan.IN));
      uniform(bias, -bound, bound, generator);
    }
  }

  private static Tensor write(String name, Tensor tensor, DoubleSupplier next) {
    DType dtype = tensor.dtype();
    if (dtype != DType.F32 && dtype != DType.F64) {
      throw new DTypeException(name + ": the tensor is " + dtype + "; legal are F32 and F64");
    }
    Storage drawn = Storage.allocate(dtype, tensor.elementCount());
    for (int i = 0; i < drawn.length(); i++) {
      drawn.setDouble(i, next.getAsDouble());
    }
    return tensor.assign(Tensor.of(drawn, Layout.contiguous(tensor.shape())));
  }
}
