package adjoint.yolo.export;

import adjoint.nn.attention.Attention2d;
import adjoint.nn.attention.DynamicConv2d;
import adjoint.nn.attention.SE;
import adjoint.nn.attention.SELayer;
import adjoint.nn.attention.SOCA;
import adjoint.nn.attention.SimAM;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Tensor;
import java.util.Map;

/** The attention modules; the formulas are those of their classes. */
final class OnnxAttention {
  private OnnxAttention() {}

  static void addTo(OnnxRegistry registry) {
    registry.register(
        SE.class,
        (module, scope, x) -> {
          String s = means(scope, x.get(0));
          String hidden = scope.child("relu", scope.child("l1", s));
          return scale(scope, x.get(0), scope.child("sig", scope.child("l2", hidden)));
        });
    registry.register(
        SELayer.class,
        (module, scope, x) -> scale(scope, x.get(0), scope.child("fc", means(scope, x.get(0)))));
    registry.register(SimAM.class, (module, scope, x) -> simAM(module, scope, x.get(0)));
    registry.register(SOCA.class, (module, scope, x) -> soca(scope, x.get(0)));
    registry.register(Attention2d.class, (module, scope, x) -> mixture(module, scope, x.get(0)));
    registry.register(
        DynamicConv2d.class,
        (module, scope, x) ->
            scope.options().dynamic()
                ? mixedResults(module, scope, x.get(0))
                : mixedKernels(module, scope, x.get(0)));
  }

  /** The mean of each channel, N x C. */
  private static String means(OnnxScope scope, String x) {
    return scope.node("Flatten", Map.of("axis", 1), scope.node("GlobalAveragePool", x));
  }

  /** Multiplies each channel by its weight, N x C. */
  private static String scale(OnnxScope scope, String x, String weights) {
    return scope.node("Mul", x, scope.reshape(weights, 0, -1, 1, 1));
  }

  private static String simAM(SimAM module, OnnxScope scope, String x) {
    String difference = scope.node("Sub", x, scope.mean(x, 2, 3));
    String d = scope.node("Mul", difference, difference);
    String positions = scope.node("Mul", scope.size(x, 2), scope.size(x, 3));
    String variance =
        scope.node("Div", scope.sum(d, 2, 3), scope.node("Sub", positions, scope.number(1)));
    String denominator =
        scope.node(
            "Mul", scope.node("Add", variance, scope.number(module.lambda())), scope.number(4));
    String energy = scope.node("Add", scope.node("Div", d, denominator), scope.number(0.5));
    return scope.node("Mul", x, scope.child("activation", energy));
  }

  private static String soca(OnnxScope scope, String x) {
    String middle = middle(scope, middle(scope, x, 2), 3);
    String root = squareRoot(scope, covariance(scope, middle));
    String s = scope.transpose(scope.mean(root, 1), 0, 2, 1);
    return scope.node(
        "Mul", x, scope.child("conv_du", scope.node("Reshape", s, scope.integers(0, 0, 1, 1))));
  }

  /** The middle positions of an axis that has more than the module looks at. */
  private static String middle(OnnxScope scope, String x, int axis) {
    int side = axis == 2 ? scope.options().height() : scope.options().width();
    if (!scope.options().dynamic() && side <= SOCA.LARGEST_SIDE) {
      return x;
    }
    String shape = scope.node("Shape", x);
    String length = scope.slice(shape, 0, axis, axis + 1);
    String most = scope.integers(SOCA.LARGEST_SIDE);
    String surplus = scope.node("Max", scope.node("Sub", length, most), scope.integers(0));
    String start = scope.node("Div", surplus, scope.integers(2));
    String end = scope.node("Add", start, scope.node("Min", length, most));
    return scope.node("Slice", x, start, end, scope.integers(axis));
  }

  /** N x C x H x W to the covariances N x C x C. */
  private static String covariance(OnnxScope scope, String x) {
    String rows = scope.reshape(x, 0, 0, -1);
    String centred = scope.node("Sub", rows, scope.mean(rows, 2));
    String product = scope.node("MatMul", centred, scope.transpose(centred, 0, 2, 1));
    return scope.node("Div", product, scope.size(rows, 2));
  }

  /** The Newton-Schulz iteration; a matrix of zeros gives zeros. */
  private static String squareRoot(OnnxScope scope, String sigma) {
    String identity = identity(scope, sigma);
    String trace = scope.sum(scope.node("Mul", sigma, identity), 1, 2);
    String none = scope.node("Less", trace, scope.number(Float.MIN_NORMAL));
    String safe = scope.node("Where", none, scope.number(1), trace);
    String zero = scope.number(0);
    String inverse = scope.node("Where", none, zero, scope.node("Reciprocal", safe));
    String root = scope.node("Where", none, zero, scope.node("Sqrt", safe));
    String a = scope.node("Mul", sigma, inverse);
    String z = halfOfThreeMinus(scope, identity, a);
    String y = scope.node("MatMul", a, z);
    for (int k = 2; k <= SOCA.ITERATIONS; k++) {
      String half = halfOfThreeMinus(scope, identity, scope.node("MatMul", z, y));
      y = scope.node("MatMul", y, half);
      if (k < SOCA.ITERATIONS) {
        z = scope.node("MatMul", half, z);
      }
    }
    return scope.node("Mul", y, root);
  }

  /** The identity of the size of the matrices. */
  private static String identity(OnnxScope scope, String matrices) {
    String first = scope.node("Gather", Map.of("axis", 0), matrices, scope.index(0));
    return scope.node("EyeLike", first);
  }

  /** {@code (3I - x) / 2}. */
  private static String halfOfThreeMinus(OnnxScope scope, String identity, String x) {
    String three = scope.node("Mul", identity, scope.number(1.5));
    return scope.node("Sub", three, scope.node("Mul", x, scope.number(0.5)));
  }

  // ---- dynamic convolution --------------------------------------------------------------------

  private static String mixture(Attention2d module, OnnxScope scope, String x) {
    String hidden = scope.node("Relu", scope.child("fc1", scope.node("GlobalAveragePool", x)));
    String logits = scope.node("Flatten", Map.of("axis", 1), scope.child("fc2", hidden));
    String cooled = scope.node("Div", logits, scope.number(module.temperature()));
    return scope.node("Softmax", Map.of("axis", 1), cooled);
  }

  /** For a known number of pictures: mixes their kernels, and convolves them as groups of one. */
  private static String mixedKernels(DynamicConv2d module, OnnxScope scope, String x) {
    int[] shape = module.weight().shape();
    long batch = scope.options().batch();
    String pi = scope.child("attention", x);
    Tensor rows = module.weight().value().reshape(shape[0], -1);
    String kernels = scope.node("MatMul", pi, scope.floats("weight as rows", rows));
    kernels = scope.reshape(kernels, batch * shape[1], shape[2], shape[3], shape[4]);
    String together = scope.node("Reshape", x, asOnePicture(scope, x));
    Conv2dOptions options = module.options();
    Map<String, Object> geometry =
        OnnxLayers.geometry(options.withGroups((int) batch * options.groups()), shape[3], shape[4]);
    String y;
    if (module.bias() == null) {
      y = scope.node("Conv", geometry, together, kernels);
    } else {
      String bias = scope.reshape(scope.node("MatMul", pi, scope.state("bias")), -1);
      y = scope.node("Conv", geometry, together, kernels, bias);
    }
    String size = scope.slice(scope.node("Shape", y), 0, 2, 4);
    return scope.node("Reshape", y, scope.concat(0, scope.integers(batch, shape[1]), size));
  }

  private static String asOnePicture(OnnxScope scope, String x) {
    String size = scope.slice(scope.node("Shape", x), 0, 2, 4);
    return scope.concat(0, scope.integers(1, -1), size);
  }

  /**
   * For any number of pictures, which ONNX's groups cannot follow: convolves with every kernel, and
   * mixes the results. The same function, for a convolution is linear in its kernel.
   */
  private static String mixedResults(DynamicConv2d module, OnnxScope scope, String x) {
    int[] shape = module.weight().shape();
    String pi = scope.child("attention", x);
    Map<String, Object> geometry = OnnxLayers.geometry(module.options(), shape[3], shape[4]);
    String y = null;
    for (int k = 0; k < shape[0]; k++) {
      String weight = scope.floats("weight " + k, module.weight().value().select(0, k));
      String one;
      if (module.bias() == null) {
        one = scope.node("Conv", geometry, x, weight);
      } else {
        String bias = scope.floats("bias " + k, module.bias().value().select(0, k));
        one = scope.node("Conv", geometry, x, weight, bias);
      }
      String share = scope.reshape(scope.slice(pi, 1, k, k + 1), 0, 1, 1, 1);
      String part = scope.node("Mul", one, share);
      y = y == null ? part : scope.node("Add", y, part);
    }
    return y;
  }
}
