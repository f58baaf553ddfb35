package adjoint.yolo.export;

import adjoint.nn.BatchNorm2d;
import adjoint.nn.Conv2d;
import adjoint.nn.GELU;
import adjoint.nn.Hardswish;
import adjoint.nn.Identity;
import adjoint.nn.LeakyReLU;
import adjoint.nn.Linear;
import adjoint.nn.MaxPool2d;
import adjoint.nn.Mish;
import adjoint.nn.ReLU;
import adjoint.nn.Sequential;
import adjoint.nn.SiLU;
import adjoint.nn.Sigmoid;
import adjoint.nn.Upsample;
import adjoint.nn.ZeroPad2d;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The plain layers and activations. */
final class OnnxLayers {
  private OnnxLayers() {}

  static void addTo(OnnxRegistry registry) {
    registry.register(Sequential.class, (module, scope, x) -> scope.chain(x.get(0)));
    registry.register(Identity.class, (module, scope, x) -> x.get(0));
    registry.register(Conv2d.class, (conv, scope, x) -> convolution(conv, scope, x.get(0)));
    registry.register(Linear.class, (linear, scope, x) -> linear(linear, scope, x.get(0)));
    registry.register(BatchNorm2d.class, (norm, scope, x) -> batchNorm(norm, scope, x.get(0)));
    registry.register(MaxPool2d.class, (pool, scope, x) -> maxPool(pool, scope, x.get(0)));
    registry.register(Upsample.class, (up, scope, x) -> upsample(up, scope, x.get(0)));
    registry.register(
        ZeroPad2d.class,
        (pad, scope, x) -> {
          int[] a = pad.amounts();
          return scope.node("Pad", x.get(0), scope.integers(0, 0, a[2], a[0], 0, 0, a[3], a[1]));
        });
    addActivations(registry);
  }

  private static void addActivations(OnnxRegistry registry) {
    registry.register(ReLU.class, (module, scope, x) -> scope.node("Relu", x.get(0)));
    registry.register(Sigmoid.class, (module, scope, x) -> scope.node("Sigmoid", x.get(0)));
    registry.register(
        SiLU.class,
        (module, scope, x) -> scope.node("Mul", x.get(0), scope.node("Sigmoid", x.get(0))));
    registry.register(
        LeakyReLU.class,
        (leaky, scope, x) -> scope.node("LeakyRelu", Map.of("alpha", leaky.slope()), x.get(0)));
    registry.register(
        Hardswish.class,
        (module, scope, x) -> {
          Map<String, Double> sixth = Map.of("alpha", 1.0 / 6, "beta", 0.5);
          return scope.node("Mul", x.get(0), scope.node("HardSigmoid", sixth, x.get(0)));
        });
    registry.register(
        Mish.class,
        (module, scope, x) ->
            scope.node("Mul", x.get(0), scope.node("Tanh", scope.node("Softplus", x.get(0)))));
    registry.register(
        GELU.class,
        (module, scope, x) -> {
          String erf = scope.node("Erf", scope.node("Mul", x.get(0), scope.number(Math.sqrt(0.5))));
          String half = scope.node("Mul", x.get(0), scope.number(0.5));
          return scope.node("Mul", half, scope.node("Add", erf, scope.number(1)));
        });
  }

  private static String convolution(Conv2d conv, OnnxScope scope, String x) {
    int[] shape = conv.weight().shape();
    Map<String, Object> attributes = geometry(conv.options(), shape[2], shape[3]);
    return conv.bias() == null
        ? scope.node("Conv", attributes, x, scope.state("weight"))
        : scope.node("Conv", attributes, x, scope.state("weight"), scope.state("bias"));
  }

  /** The attributes of a Conv with a kernel of some size. */
  static Map<String, Object> geometry(Conv2dOptions options, int kernelY, int kernelX) {
    int y = options.paddingY();
    int x = options.paddingX();
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("kernel_shape", new int[] {kernelY, kernelX});
    attributes.put("strides", new int[] {options.strideY(), options.strideX()});
    attributes.put("pads", new int[] {y, x, y, x});
    attributes.put("dilations", new int[] {options.dilationY(), options.dilationX()});
    attributes.put("group", options.groups());
    return attributes;
  }

  private static String linear(Linear linear, OnnxScope scope, String x) {
    String weight = scope.floats("weight transposed", linear.weight().value().t());
    String product = scope.node("MatMul", x, weight);
    return linear.bias() == null ? product : scope.node("Add", product, scope.state("bias"));
  }

  private static String batchNorm(BatchNorm2d norm, OnnxScope scope, String x) {
    return scope.node(
        "BatchNormalization",
        Map.of("epsilon", norm.eps()),
        x,
        scope.state("weight"),
        scope.state("bias"),
        scope.state("running_mean"),
        scope.state("running_var"));
  }

  private static String maxPool(MaxPool2d pool, OnnxScope scope, String x) {
    Pool2dOptions options = pool.options();
    int top = options.paddingY();
    int left = options.paddingX();
    Map<String, Object> attributes =
        Map.of(
            "kernel_shape", new int[] {options.kernelY(), options.kernelX()},
            "strides", new int[] {options.strideY(), options.strideX()},
            "pads", new int[] {top, left, top, left});
    return scope.node("MaxPool", attributes, x);
  }

  private static String upsample(Upsample up, OnnxScope scope, String x) {
    Map<String, Object> attributes =
        switch (up.mode()) {
          case NEAREST ->
              Map.of(
                  "mode", "nearest",
                  "coordinate_transformation_mode", "asymmetric",
                  "nearest_mode", "floor");
          case BILINEAR -> Map.of("mode", "linear", "coordinate_transformation_mode", "half_pixel");
          case BILINEAR_ALIGN_CORNERS ->
              Map.of("mode", "linear", "coordinate_transformation_mode", "align_corners");
        };
    if (up.factor() > 0) {
      String scales =
          scope.floats("scales", Tensor.of(new double[] {1, 1, up.factor(), up.factor()}));
      return scope.node("Resize", attributes, x, absent(scope), scales);
    }
    String kept = scope.slice(scope.node("Shape", x), 0, 0, 2);
    String sizes = scope.concat(0, kept, scope.integers(up.height(), up.width()));
    return scope.node("Resize", attributes, x, absent(scope), absent(scope), sizes);
  }

  /** An input that Resize does not need; before version 13 an empty tensor stood for it. */
  private static String absent(OnnxScope scope) {
    return scope.options().opset() < 13 ? scope.floats("absent", Tensor.zeros(0)) : "";
  }
}
