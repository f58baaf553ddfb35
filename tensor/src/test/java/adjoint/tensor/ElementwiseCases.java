package adjoint.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** The elementwise functions of one and of two operands, each with a plain reference. */
final class ElementwiseCases {
  /** The type of the result for integer operands. */
  enum Result {
    SAME,
    REAL,
    TRUTH
  }

  record Unary(
      String key,
      UnaryOperator<Tensor> call,
      DoubleUnaryOperator reference,
      double ulps,
      Result of) {}

  record Binary(
      String key,
      BiFunction<Tensor, Tensor, Tensor> call,
      BiFunction<Tensor, Double, Tensor> callNumber,
      DoubleBinaryOperator reference,
      double ulps,
      Result of) {}

  static final List<Unary> UNARY = new ArrayList<>();
  static final List<Binary> BINARY = new ArrayList<>();

  static void unary(
      String name, UnaryOperator<Tensor> call, DoubleUnaryOperator f, double ulps, Result of) {
    UNARY.add(new Unary(name, call, f, ulps, of));
  }

  static double sigmoid(double x) {
    return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
  }

  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** {@code x * factor}, with the limit -0 at minus infinity, where the factor is 0. */
  static double gated(double x, double factor) {
    return x == Double.NEGATIVE_INFINITY ? -0.0 : x * factor;
  }

  /** The error function by a series without cancellation: Abramowitz and Stegun 7.1.6. */
  static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  static {
    unary("neg()", Tensor::neg, x -> -x, 0, Result.SAME);
    unary("abs()", Tensor::abs, Math::abs, 0, Result.SAME);
    unary("sign()", Tensor::sign, Math::signum, 0, Result.SAME);
    unary("square()", Tensor::square, x -> x * x, 0, Result.SAME);
    unary("floor()", Tensor::floor, Math::floor, 0, Result.SAME);
    unary("ceil()", Tensor::ceil, Math::ceil, 0, Result.SAME);
    unary("round()", Tensor::round, Math::rint, 0, Result.SAME);
    unary("relu()", Tensor::relu, x -> Math.max(x, 0), 0, Result.SAME);
    unary("reciprocal()", Tensor::reciprocal, x -> 1 / x, 0, Result.REAL);
    unary("sqrt()", Tensor::sqrt, Math::sqrt, 0, Result.REAL);
    unary("rsqrt()", Tensor::rsqrt, x -> 1 / Math.sqrt(x), 2, Result.REAL);
    unary("exp()", Tensor::exp, Math::exp, 2, Result.REAL);
    unary("expm1()", Tensor::expm1, Math::expm1, 2, Result.REAL);
    unary("log()", Tensor::log, Math::log, 2, Result.REAL);
    unary("log1p()", Tensor::log1p, Math::log1p, 2, Result.REAL);
    unary("sin()", Tensor::sin, Math::sin, 2, Result.REAL);
    unary("cos()", Tensor::cos, Math::cos, 2, Result.REAL);
    unary("tan()", Tensor::tan, Math::tan, 2, Result.REAL);
    unary("asin()", Tensor::asin, Math::asin, 2, Result.REAL);
    unary("acos()", Tensor::acos, Math::acos, 2, Result.REAL);
    unary("atan()", Tensor::atan, Math::atan, 2, Result.REAL);
    unary("sinh()", Tensor::sinh, Math::sinh, 4, Result.REAL);
    unary("cosh()", Tensor::cosh, Math::cosh, 4, Result.REAL);
    unary("tanh()", Tensor::tanh, Math::tanh, 3, Result.REAL);
    unary("erf()", Tensor::erf, ElementwiseCases::erf, 2, Result.REAL);
    unary("sigmoid()", Tensor::sigmoid, ElementwiseCases::sigmoid, 3, Result.REAL);
    unary("silu()", Tensor::silu, x -> gated(x, sigmoid(x)), 3, Result.REAL);
    unary("softplus()", Tensor::softplus, ElementwiseCases::softplus, 4, Result.REAL);
    unary("gelu()", Tensor::gelu, x -> gated(x, 0.5 * (1 + erf(x / Math.sqrt(2)))), 8, Result.REAL);
    unary("mish()", Tensor::mish, x -> gated(x, Math.tanh(softplus(x))), 6, Result.REAL);
    unary(
        "hardswish()",
        Tensor::hardswish,
        x -> gated(x, Math.min(Math.max(x + 3, 0), 6) / 6),
        3,
        Result.REAL);
    unary("isFinite()", Tensor::isFinite, x -> Double.isFinite(x) ? 1 : 0, 0, Result.TRUTH);

    both("add", Tensor::add, Tensor::add, Double::sum, Result.SAME);
    both("sub", Tensor::sub, Tensor::sub, (a, b) -> a - b, Result.SAME);
    both("mul", Tensor::mul, Tensor::mul, (a, b) -> a * b, Result.SAME);
    both("div", Tensor::div, Tensor::div, (a, b) -> a / b, Result.REAL);
    both("pow", Tensor::pow, Tensor::pow, Math::pow, Result.SAME);
    both("maximum", Tensor::maximum, Tensor::maximum, Math::max, Result.SAME);
    both("minimum", Tensor::minimum, Tensor::minimum, Math::min, Result.SAME);
    both("eq", Tensor::eq, Tensor::eq, (a, b) -> a == b ? 1 : 0, Result.TRUTH);
    both("ne", Tensor::ne, Tensor::ne, (a, b) -> a != b ? 1 : 0, Result.TRUTH);
    both("lt", Tensor::lt, Tensor::lt, (a, b) -> a < b ? 1 : 0, Result.TRUTH);
    both("le", Tensor::le, Tensor::le, (a, b) -> a <= b ? 1 : 0, Result.TRUTH);
    both("gt", Tensor::gt, Tensor::gt, (a, b) -> a > b ? 1 : 0, Result.TRUTH);
    both("ge", Tensor::ge, Tensor::ge, (a, b) -> a >= b ? 1 : 0, Result.TRUTH);
    BINARY.add(new Binary("atan2", Tensor::atan2, null, Math::atan2, 2, Result.REAL));
    // Not methods of two tensors, but functions of an element and a number all the same.
    BINARY.add(
        new Binary(
            "leakyRelu", null, Tensor::leakyRelu, (x, s) -> x > 0 ? x : x * s, 0, Result.SAME));
  }

  static void both(
      String name,
      BiFunction<Tensor, Tensor, Tensor> call,
      BiFunction<Tensor, Double, Tensor> callNumber,
      DoubleBinaryOperator reference,
      Result of) {
    double ulps = name.equals("pow") ? 2 : 0;
    BINARY.add(new Binary(name, call, callNumber, reference, ulps, of));
  }

  private ElementwiseCases() {}
}
