package adjoint.autograd.spec;

import adjoint.tensor.Tensor;

/** Arithmetic and functions of single elements. */
final class ElementwiseReferences {
  private ElementwiseReferences() {}

  static void addTo(References references) {
    functions(references);
    activations(references);
    arithmetic(references);
  }

  private static void functions(References references) {
    references
        .map("neg", x -> -x)
        .map("abs", Math::abs)
        .map("square", x -> x * x)
        .map("reciprocal", x -> 1 / x)
        .map("sqrt", Math::sqrt)
        .map("rsqrt", x -> 1 / Math.sqrt(x))
        .map("exp", Math::exp)
        .map("expm1", Math::expm1)
        .map("log", Math::log)
        .map("log1p", Math::log1p)
        .map("sin", Math::sin)
        .map("cos", Math::cos)
        .map("tan", Math::tan)
        .map("asin", Math::asin)
        .map("acos", Math::acos)
        .map("atan", Math::atan)
        .map("sinh", Math::sinh)
        .map("cosh", Math::cosh)
        .map("tanh", Math::tanh)
        .map("erf", ElementwiseReferences::erf)
        .map("clamp", x -> Math.min(Math.max(x, -0.7), 0.9))
        .map("pow(3)", x -> x * x * x)
        .map("pow(0)", x -> 1)
        .map("pow(1)", x -> x)
        .map("pow(-1.5)", x -> Math.pow(x, -1.5));
  }

  private static void activations(References references) {
    references
        .map("sigmoid", ElementwiseReferences::sigmoid)
        .map("silu", x -> x * sigmoid(x))
        .map("relu", x -> Math.max(x, 0))
        .map("leakyRelu", x -> x > 0 ? x : 0.1 * x)
        .map("softplus", x -> Math.log(1 + Math.exp(x)))
        .map("gelu", x -> x * 0.5 * (1 + erf(x / Math.sqrt(2))))
        .map("mish", x -> x * Math.tanh(Math.log(1 + Math.exp(x))))
        .map("hardswish", x -> x * Math.min(Math.max(x + 3, 0), 6) / 6);
  }

  private static void arithmetic(References references) {
    Tensor condition = Tensor.of(true, false, false, true, true, false).reshape(2, 3);
    references
        .zip("add", (a, b) -> a + b)
        .zip("sub", (a, b) -> a - b)
        .zip("mul", (a, b) -> a * b)
        .zip("div", (a, b) -> a / b)
        .zip("pow", Math::pow)
        .zip("maximum", Math::max)
        .zip("minimum", Math::min)
        .zip("atan2", Math::atan2)
        .map("add number", x -> x + 1.5)
        .map("sub number", x -> x - 1.5)
        .map("mul number", x -> x * -2.5)
        .map("div number", x -> x / 4)
        .add(
            "where",
            x ->
                Plain.build(
                    new int[] {2, 3},
                    i -> condition.get(i) != 0 ? x[0].broadcast(i) : x[1].broadcast(i)));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The Taylor series, exact to rounding for the arguments used here. */
  private static double erf(double x) {
    double sum = 0;
    double power = x;
    for (int n = 0; n < 80; n++) {
      sum += power / (2 * n + 1);
      power *= -x * x / (n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }
}
