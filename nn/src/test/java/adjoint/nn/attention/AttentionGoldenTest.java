package adjoint.nn.attention;

import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.nn.Golden;
import adjoint.nn.Module;
import adjoint.nn.matrix.Covpool;
import adjoint.nn.matrix.Sqrtm;
import adjoint.tensor.Conv2dOptions;
import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention modules and matrix functions against recorded numbers. */
class AttentionGoldenTest {
  /** A function as a module. */
  private static final class Applied extends Module {
    private final Supplier<Function> function;

    Applied(Supplier<Function> function) {
      this.function = function;
    }

    @Override
    public Variable forward(Variable x) {
      return function.get().apply(x);
    }
  }

  private static Module module(String name) {
    Conv2dOptions plain = Conv2dOptions.DEFAULT;
    return switch (name) {
      case "se" -> new SE(16, 16, 4, null);
      case "selayer" -> new SELayer(16, 4, null);
      case "simam" -> new SimAM();
      case "soca" -> new SOCA(16, 4, null);
      case "soca_crop_w" -> new SOCA(4, 2, null);
      case "covpool" -> new Applied(Covpool::new);
      case "sqrtm_1" -> new Applied(() -> new Sqrtm(1));
      case "sqrtm_2" -> new Applied(() -> new Sqrtm(2));
      case "sqrtm_3" -> new Applied(() -> new Sqrtm(3));
      case "sqrtm_5" -> new Applied(() -> new Sqrtm(5));
      case "sqrtm_7" -> new Applied(() -> new Sqrtm(7));
      case "dynamic_conv_1x1" -> new DynamicConv2d(16, 12, 1, plain, null);
      case "dynamic_conv_3x3_s2" ->
          new DynamicConv2d(16, 12, 3, .25, plain.withStride(2).withPadding(1), false, 4, 31, null);
      case "dynamic_conv_groups" ->
          new DynamicConv2d(
              16, 12, 3, .25, plain.withPadding(2).withDilation(2).withGroups(2), true, 4, 1, null);
      case "dynamic_conv_rgb" ->
          new DynamicConv2d(3, 8, 3, .25, plain.withPadding(1), true, 5, 34, null);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "se",
        "selayer",
        "simam",
        "soca",
        "soca_crop_w",
        "covpool",
        "sqrtm_1",
        "sqrtm_2",
        "sqrtm_3",
        "sqrtm_5",
        "sqrtm_7",
        "dynamic_conv_1x1",
        "dynamic_conv_3x3_s2",
        "dynamic_conv_groups",
        "dynamic_conv_rgb"
      })
  void agreesWithRecordedNumbers(String name) throws IOException {
    Golden.check(Golden.read(name), module(name));
  }
}
