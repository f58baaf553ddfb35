package adjoint.yolo.model;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;

/** Models for tests. */
final class Models {
  private Models() {}

  /** A model of zeros in evaluation mode, with its strides, without the cost of random numbers. */
  static DetectionModel zeros(ModelDescription description) {
    DetectionModel model = DetectionModel.empty(description, ModuleRegistry.standard(), false);
    model.detect().setStrides(model.findStrides());
    return model;
  }

  static DetectionModel zeros(String name) {
    return zeros(ModelFiles.read(name));
  }

  /**
   * Fills a model with numbers that anyone can compute: with t the position of a name in the state
   * and j the flat index of n, convolution weights are {@code sqrt(3 / fan) sin(0.7 j + 0.3 j^2 / n
   * + t)}, and so on; the counters and the anchors stay.
   */
  static void fill(DetectionModel model) {
    int[] position = {0};
    model
        .stateDict()
        .forEach(
            (name, tensor) -> {
              int t = position[0]++;
              if (name.endsWith("num_batches_tracked") || name.endsWith("anchors")) {
                return;
              }
              tensor.assign(values(name, tensor, t));
            });
  }

  /** Fills all weights of a model with random numbers that are drawn once and repeated. */
  static void fillAtRandom(DetectionModel model) {
    Tensor drawn = Tensor.randn(new Generator(1), DType.F32, 1 << 12);
    float[] tile = drawn.toFloatArray();
    model
        .parameters()
        .forEach(
            (name, parameter) -> {
              Tensor tensor = parameter.value();
              if (tensor.rank() < 2) {
                return;
              }
              float[] values = new float[tensor.elementCount()];
              for (int i = 0; i < values.length; i += tile.length) {
                System.arraycopy(tile, 0, values, i, Math.min(tile.length, values.length - i));
              }
              int fan = values.length / tensor.size(0);
              tensor.assign(Tensor.of(values, tensor.shape()));
              tensor.mulInPlace(Math.sqrt(2.0 / fan));
            });
  }

  private static Tensor values(String name, Tensor tensor, int t) {
    int n = tensor.elementCount();
    double[] values = new double[n];
    double scale = tensor.rank() == 4 ? Math.sqrt(3.0 / (n / tensor.size(0))) : 0;
    for (int j = 0; j < n; j++) {
      double sine = Math.sin(3.0 * j + t);
      values[j] =
          tensor.rank() == 4
              ? scale * Math.sin(0.7 * j + 0.3 * j * j / n + t)
              : name.endsWith("running_mean")
                  ? 0.1 * Math.sin(2.0 * j + t)
                  : name.endsWith("running_var")
                      ? 1 + 0.5 * sine * sine
                      : name.endsWith("bn.weight")
                          ? 1 + 0.1 * Math.sin(j + t)
                          : 0.1 * Math.cos(j + t);
    }
    return Tensor.of(values, tensor.shape());
  }

  /** Images {@code 0.5 + 0.5 sin(0.05 (17 c + 3 y + 7 x + 29 b))}, F64. */
  static Tensor images(int batch, int height, int width) {
    double[] values = new double[batch * 3 * height * width];
    int i = 0;
    for (int b = 0; b < batch; b++) {
      for (int c = 0; c < 3; c++) {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            values[i++] = 0.5 + 0.5 * Math.sin(0.05 * (17 * c + 3 * y + 7 * x + 29 * b));
          }
        }
      }
    }
    return Tensor.of(values, batch, 3, height, width);
  }
}
