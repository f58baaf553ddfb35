package adjoint.cli;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.nn.Conv2d;
import adjoint.nn.Module;
import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backend;
import adjoint.tensor.backend.Backends;
import adjoint.yolo.model.DetectionModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sizes of a convolution.
 *
 * @param input shape of the input, images x channels x height x width
 * @param weight shape of the weight, out x in / groups x height x width
 * @param options stride, padding and so on
 */
record ConvolutionShape(List<Integer> input, List<Integer> weight, Conv2dOptions options) {
  private static final int IMAGE_CHANNELS = 3;

  /** The convolutions of a model for some square images, each with how often it occurs. */
  static Map<ConvolutionShape, Integer> of(DetectionModel model, int images, int imageSize) {
    Map<ConvolutionShape, Integer> shapes = new LinkedHashMap<>();
    List<Module> modules = model.modules();
    Module.Observer observer =
        (layer, input, output) -> {
          if (layer instanceof Conv2d conv) {
            List<Integer> weight = list(conv.weight().shape());
            shapes.merge(
                new ConvolutionShape(list(input.shape()), weight, conv.options()), 1, Integer::sum);
          }
        };
    Variable image = Variable.of(Tensor.zeros(DType.F32, images, 3, imageSize, imageSize));
    modules.forEach(module -> module.observe(observer));
    try {
      Autograd.noGrad(() -> model.raw(image));
    } finally {
      modules.forEach(module -> module.observe(null));
    }
    return shapes;
  }

  /** Floating-point operations, two for each multiply-add. */
  double operations() {
    int[] shape = output();
    double outputs = (double) shape[0] * shape[1] * shape[2] * shape[3];
    return 2 * outputs * weight.get(1) * weight.get(2) * weight.get(3);
  }

  /** The convolution of random numbers into a tensor that is there already. */
  Runnable forward(Generator generator) {
    Tensor x = Tensor.rand(generator, DType.F32, array(input));
    Tensor w = Tensor.rand(generator, DType.F32, array(weight));
    Tensor bias = Tensor.zeros(DType.F32, weight.get(0));
    Tensor y = Tensor.zeros(DType.F32, output());
    Backend backend = Backends.current();
    return () -> backend.conv2d(x, w, bias, options, Activation.NONE, y);
  }

  /** Whether it reads the images themselves, for which no gradient is needed. */
  boolean readsImages() {
    return input.get(1) == IMAGE_CHANNELS;
  }

  /** The gradient with respect to the input, likewise. */
  Runnable inputGradient(Generator generator) {
    Tensor dy = Tensor.rand(generator, DType.F32, output());
    Tensor w = Tensor.rand(generator, DType.F32, array(weight));
    Tensor dx = Tensor.zeros(DType.F32, array(input));
    Backend backend = Backends.current();
    return () -> backend.conv2dInputGradient(dy, w, options, dx);
  }

  /** The gradient with respect to the weight, likewise. */
  Runnable weightGradient(Generator generator) {
    Tensor dy = Tensor.rand(generator, DType.F32, output());
    Tensor x = Tensor.rand(generator, DType.F32, array(input));
    Tensor dw = Tensor.zeros(DType.F32, array(weight));
    Backend backend = Backends.current();
    return () -> backend.conv2dWeightGradient(dy, x, options, dw);
  }

  private int[] output() {
    return new int[] {
      input.get(0),
      weight.get(0),
      options.outputHeight(input.get(2), weight.get(2)),
      options.outputWidth(input.get(3), weight.get(3))
    };
  }

  /** For a table: {@code 64 x 80 x 80 -> 64, 3 x 3 / 1}. */
  @Override
  public String toString() {
    return input.get(1)
        + " x "
        + input.get(2)
        + " x "
        + input.get(3)
        + " -> "
        + weight.get(0)
        + ", "
        + weight.get(2)
        + " x "
        + weight.get(3)
        + " / "
        + options.strideY();
  }

  private static List<Integer> list(int[] shape) {
    return java.util.Arrays.stream(shape).boxed().toList();
  }

  private static int[] array(List<Integer> shape) {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }
}
