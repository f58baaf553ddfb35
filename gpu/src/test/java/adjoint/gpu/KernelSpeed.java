package adjoint.gpu;

import adjoint.gpu.kernels.MatrixProductF32;
import adjoint.gpu.kernels.MatrixProductKernel;
import adjoint.gpu.kernels.NaiveProduct;
import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backends;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Prints how fast the kernels are and what a launch costs, which docs/gpu.md quotes. Run with
 * {@code -Dtest=KernelSpeed -Dadjoint.measure=true}; a build leaves it out. The device's number may
 * follow in {@code adjoint.opencl.device}.
 */
@EnabledIfSystemProperty(named = "adjoint.measure", matches = "true")
class KernelSpeed {
  private static final int REPEATS = 7;
  private static final Conv2dOptions PADDED = Conv2dOptions.DEFAULT.withPadding(1);

  private final Launcher launcher =
      new AparapiLauncher(
          OpenClDevices.select(System.getProperty("adjoint.opencl.device", "")), false);
  private final OpenClBackend backend =
      new OpenClBackend(Backends.current(), launcher, OpenClTests.settings(0));
  private final Generator random = new Generator(1);

  private static double seconds(Runnable work) {
    work.run();
    double best = Double.MAX_VALUE;
    for (int i = 0; i < REPEATS; i++) {
      long begin = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - begin) * 1e-9);
    }
    return best;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private double kernel(MatrixProductKernel kernel, int side, int tile) {
    float[] a = Tensor.randn(random, DType.F32, side, side).storage().floats();
    float[] b = Tensor.randn(random, DType.F32, side, side).storage().floats();
    kernel.rows = side;
    kernel.columns = side;
    kernel.inner = side;
    kernel.bind(a, b, new float[1], new float[1], new float[side * side]);
    launcher.compile(kernel);
    int groups = (side + tile - 1) / tile;
    return seconds(() -> launcher.launch(kernel, groups, groups, 1));
  }

  @Test
  void tiledAndNaive() {
    print("%s", backend.description());
    for (int side : new int[] {256, 512, 1024}) {
      double operations = 2.0 * side * side * side * 1e-9;
      double naive = kernel(new NaiveProduct(), side, 16);
      double tiled = kernel(new MatrixProductF32(), side, 64);
      print(
          "product of side %d: naive %.2f GFLOP/s, tiled %.2f GFLOP/s, %.1f times as fast",
          side, operations / naive, operations / tiled, naive / tiled);
    }
  }

  @Test
  void operations() {
    Tensor x = Tensor.randn(random, DType.F32, 1, 64, 80, 80);
    Tensor weight = Tensor.randn(random, DType.F32, 64, 64, 3, 3);
    Tensor y = Tensor.zeros(1, 64, 80, 80);
    Tensor weightOut = Tensor.zeros(64, 64, 3, 3);
    double operations = 2.0 * 64 * 64 * 9 * 6400 * 1e-9;
    print(
        "3 x 3 convolution of 64 channels, 80 x 80: forward %.2f, by the input %.2f, by the weights"
            + " %.2f GFLOP/s, copies included",
        operations / seconds(() -> backend.conv2d(x, weight, null, PADDED, Activation.NONE, y)),
        operations / seconds(() -> backend.conv2dInputGradient(x, weight, PADDED, y)),
        operations / seconds(() -> backend.conv2dWeightGradient(x, x, PADDED, weightOut)));
  }

  @Test
  void theCostOfALaunch() {
    for (int side : new int[] {8, 64, 128, 200, 256}) {
      Tensor a = Tensor.randn(random, DType.F32, 1, side, side);
      Tensor out = Tensor.zeros(1, side, side);
      print(
          "product of side %d, %.1f million multiply-adds: device %.0f us, processor %.0f us",
          side,
          1e-6 * side * side * side,
          1e6 * seconds(() -> backend.matmul(a, a, out)),
          1e6 * seconds(() -> Backends.current().matmul(a, a, out)));
    }
  }
}
