package adjoint.cli;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.nn.Conv2d;
import adjoint.nn.Module;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.model.DetectionModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sizes of a convolution.
 *
 * @param input shape of the input, 1 x channels x height x width
 * @param weight shape of the weight, out x in / groups x height x width
 * @param options stride, padding and so on
 */
record ConvolutionShape(List<Integer> input, List<Integer> weight, Conv2dOptions options) {
  /** The convolutions of a model for one square image, each with how often it occurs. */
  static Map<ConvolutionShape, Integer> of(DetectionModel model, int imageSize) {
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
    Variable image = Variable.of(Tensor.zeros(DType.F32, 1, 3, imageSize, imageSize));
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
    double outputs =
        (double) weight.get(0)
            * options.outputHeight(input.get(2), weight.get(2))
            * options.outputWidth(input.get(3), weight.get(3));
    return 2 * outputs * weight.get(1) * weight.get(2) * weight.get(3);
  }

  /** The convolution of random numbers. */
  Runnable work(Generator generator) {
    Tensor x = Tensor.rand(generator, DType.F32, array(input));
    Tensor w = Tensor.rand(generator, DType.F32, array(weight));
    Tensor bias = Tensor.zeros(DType.F32, weight.get(0));
    return () -> x.conv2d(w, bias, options);
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
