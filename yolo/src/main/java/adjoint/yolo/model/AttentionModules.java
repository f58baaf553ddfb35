package adjoint.yolo.model;

import adjoint.nn.attention.DynamicConv2d;
import adjoint.nn.attention.SE;
import adjoint.nn.attention.SELayer;
import adjoint.nn.attention.SOCA;
import adjoint.nn.attention.SimAM;
import adjoint.tensor.Conv2dOptions;
import java.util.List;
import java.util.Set;

/** The attention modules, by the names that published model files use. */
final class AttentionModules {
  private AttentionModules() {}

  static ModuleRegistry addTo(ModuleRegistry registry) {
    registry.register(
        "SE",
        ChannelRule.SCALED,
        (context, a) ->
            new SE(
                a.integer("c1"),
                a.integer("c2"),
                a.integer("ratio", SE.DEFAULT_RATIO),
                context.generator()));
    registry.register(
        "SELayer",
        ChannelRule.INPUT_FIRST,
        (context, a) ->
            new SELayer(
                a.integer("channel"),
                a.integer("reduction", SELayer.DEFAULT_REDUCTION),
                context.generator()));
    registry.alias("SElayer", "SELayer");
    registry.register(
        "SOCA",
        ChannelRule.INPUT_FIRST,
        (context, a) ->
            new SOCA(
                a.integer("channel"),
                a.integer("reduction", SOCA.DEFAULT_REDUCTION),
                context.generator()));
    registry.register(
        "SimAM",
        AttentionModules::channelCountsOnly,
        (context, a) -> {
          a.integer("channel");
          return new SimAM();
        });
    registry.register("Dynamic_conv2d", ChannelRule.SCALED, AttentionModules::dynamicConvolution);
    return registry.alias("DynamicConv2d", "Dynamic_conv2d");
  }

  /** Any channel counts, which only inform the reader; the module's argument is the actual one. */
  private static ChannelRule.Resolution channelCountsOnly(
      RowContext context, List<Object> arguments) {
    for (Object argument : arguments) {
      if (!(argument instanceof Integer)) {
        throw new IllegalArgumentException(
            "takes only channel counts, which are integers, got " + PythonText.of(argument));
      }
    }
    int channels = context.inputChannel();
    return new ChannelRule.Resolution(channels, List.of(channels), Set.of(0), false);
  }

  /** In the published order, in which the ratio comes where a Conv has its stride. */
  private static DynamicConv2d dynamicConvolution(RowContext context, Arguments a) {
    int c1 = a.integer("c1");
    int c2 = a.integer("c2");
    int kernel = a.integer("kernel");
    double ratio = a.number("ratio", DynamicConv2d.DEFAULT_RATIO);
    Conv2dOptions options =
        Conv2dOptions.DEFAULT
            .withStride(a.integer("stride", 1))
            .withPadding(a.integer("padding", 0))
            .withDilation(a.integer("dilation", 1))
            .withGroups(a.integer("groups", 1));
    boolean bias = a.flag("bias", true);
    int kernels = a.integer("K", DynamicConv2d.DEFAULT_KERNELS);
    int temperature = a.integer("temperature", DynamicConv2d.DEFAULT_TEMPERATURE);
    return new DynamicConv2d(
        c1, c2, kernel, ratio, options, bias, kernels, temperature, context.generator());
  }
}
