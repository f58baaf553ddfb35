package adjoint.autograd.spec;

import static adjoint.autograd.spec.Domain.between;
import static adjoint.autograd.spec.Domain.positive;
import static adjoint.autograd.spec.Domain.real;

import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.autograd.functions.Abs;
import adjoint.autograd.functions.Acos;
import adjoint.autograd.functions.Add;
import adjoint.autograd.functions.Asin;
import adjoint.autograd.functions.Atan;
import adjoint.autograd.functions.Atan2;
import adjoint.autograd.functions.Clamp;
import adjoint.autograd.functions.Cos;
import adjoint.autograd.functions.Cosh;
import adjoint.autograd.functions.Div;
import adjoint.autograd.functions.Erf;
import adjoint.autograd.functions.Exp;
import adjoint.autograd.functions.Expm1;
import adjoint.autograd.functions.Gelu;
import adjoint.autograd.functions.Hardswish;
import adjoint.autograd.functions.LeakyRelu;
import adjoint.autograd.functions.Log;
import adjoint.autograd.functions.Log1p;
import adjoint.autograd.functions.Maximum;
import adjoint.autograd.functions.Minimum;
import adjoint.autograd.functions.Mish;
import adjoint.autograd.functions.Mul;
import adjoint.autograd.functions.Neg;
import adjoint.autograd.functions.Pow;
import adjoint.autograd.functions.PowScalar;
import adjoint.autograd.functions.Reciprocal;
import adjoint.autograd.functions.Relu;
import adjoint.autograd.functions.Rsqrt;
import adjoint.autograd.functions.Sigmoid;
import adjoint.autograd.functions.Silu;
import adjoint.autograd.functions.Sin;
import adjoint.autograd.functions.Sinh;
import adjoint.autograd.functions.Softplus;
import adjoint.autograd.functions.Sqrt;
import adjoint.autograd.functions.Square;
import adjoint.autograd.functions.Sub;
import adjoint.autograd.functions.Tan;
import adjoint.autograd.functions.Tanh;
import adjoint.autograd.functions.Where;
import adjoint.tensor.Tensor;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Arithmetic and functions of single elements. */
final class ElementwiseSpecs {
  private static final Tensor CONDITION =
      Tensor.of(true, false, false, true, true, false).reshape(2, 3);

  private ElementwiseSpecs() {}

  static Stream<OpSpec> all() {
    return Stream.of(functions(), activations(), arithmetic(), others()).flatMap(s -> s);
  }

  private static Stream<OpSpec> functions() {
    return Stream.of(
        unary("neg", Neg.class, Variable::neg, x -> -x, real()),
        unary("abs", Abs.class, Variable::abs, Math::abs, real().avoiding(0)),
        unary("square", Square.class, Variable::square, x -> x * x, real()),
        unary("reciprocal", Reciprocal.class, Variable::reciprocal, x -> 1 / x, positive()),
        unary("sqrt", Sqrt.class, Variable::sqrt, Math::sqrt, positive()),
        unary("rsqrt", Rsqrt.class, Variable::rsqrt, x -> 1 / Math.sqrt(x), positive()),
        unary("exp", Exp.class, Variable::exp, Math::exp, real()),
        unary("expm1", Expm1.class, Variable::expm1, Math::expm1, real()),
        unary("log", Log.class, Variable::log, Math::log, positive()),
        unary("log1p", Log1p.class, Variable::log1p, Math::log1p, between(-0.6, 2)),
        unary("sin", Sin.class, Variable::sin, Math::sin, between(-4, 4)),
        unary("cos", Cos.class, Variable::cos, Math::cos, between(-4, 4)),
        unary("tan", Tan.class, Variable::tan, Math::tan, between(-1.1, 1.1)),
        unary("asin", Asin.class, Variable::asin, Math::asin, between(-0.8, 0.8)),
        unary("acos", Acos.class, Variable::acos, Math::acos, between(-0.8, 0.8)),
        unary("atan", Atan.class, Variable::atan, Math::atan, real()),
        unary("sinh", Sinh.class, Variable::sinh, Math::sinh, real()),
        unary("cosh", Cosh.class, Variable::cosh, Math::cosh, real()),
        unary("tanh", Tanh.class, Variable::tanh, Math::tanh, real()),
        unary("erf", Erf.class, Variable::erf, ElementwiseSpecs::erf, real()));
  }

  private static Stream<OpSpec> activations() {
    return Stream.of(
        unary("sigmoid", Sigmoid.class, Variable::sigmoid, ElementwiseSpecs::sigmoid, real()),
        unary("silu", Silu.class, Variable::silu, x -> x * sigmoid(x), real()),
        unary("relu", Relu.class, Variable::relu, x -> Math.max(x, 0), real().avoiding(0)),
        unary(
            "leakyRelu",
            LeakyRelu.class,
            x -> x.leakyRelu(0.1),
            x -> x > 0 ? x : 0.1 * x,
            real().avoiding(0)),
        unary(
            "softplus",
            Softplus.class,
            Variable::softplus,
            x -> Math.log(1 + Math.exp(x)),
            between(-4, 4)),
        unary(
            "gelu", Gelu.class, Variable::gelu, x -> x * 0.5 * (1 + erf(x / Math.sqrt(2))), real()),
        unary(
            "mish",
            Mish.class,
            Variable::mish,
            x -> x * Math.tanh(Math.log(1 + Math.exp(x))),
            between(-4, 4)),
        unary(
            "hardswish",
            Hardswish.class,
            Variable::hardswish,
            x -> x * Math.min(Math.max(x + 3, 0), 6) / 6,
            between(-5, 5).avoiding(-3, 3)));
  }

  private static Stream<OpSpec> arithmetic() {
    return Stream.of(
            binary("add", Add.class, Variable::add, (a, b) -> a + b, real(), real()),
            binary("sub", Sub.class, Variable::sub, (a, b) -> a - b, real(), real()),
            binary("mul", Mul.class, Variable::mul, (a, b) -> a * b, real(), real()),
            binary("div", Div.class, Variable::div, (a, b) -> a / b, real(), positive()),
            binary("pow", Pow.class, Variable::pow, Math::pow, positive(), real()),
            binary("maximum", Maximum.class, Variable::maximum, Math::max, real(), real()),
            binary("minimum", Minimum.class, Variable::minimum, Math::min, real(), real()),
            binary("atan2", Atan2.class, Variable::atan2, Math::atan2, real(), positive()))
        .flatMap(s -> s);
  }

  private static Stream<OpSpec> others() {
    Domain clear = real().avoiding(-0.7, 0.9);
    return Stream.of(
        unary("pow(3)", PowScalar.class, x -> x.pow(3), x -> x * x * x, real()),
        unary("pow(0)", PowScalar.class, x -> x.pow(0), x -> 1, real()),
        unary("pow(1)", PowScalar.class, x -> x.pow(1), x -> x, real()),
        unary("pow(-1.5)", PowScalar.class, x -> x.pow(-1.5), x -> Math.pow(x, -1.5), positive()),
        unary("add number", Add.class, x -> x.add(1.5), x -> x + 1.5, real()),
        unary("sub number", Add.class, x -> x.sub(1.5), x -> x - 1.5, real()),
        unary("mul number", Mul.class, x -> x.mul(-2.5), x -> x * -2.5, real()),
        unary("div number", Div.class, x -> x.div(4), x -> x / 4, real()),
        unary(
            "clamp",
            Clamp.class,
            x -> x.clamp(-0.7, 0.9),
            x -> Math.min(Math.max(x, -0.7), 0.9),
            clear),
        OpSpec.of(
            "where",
            Where.class,
            x -> Variable.where(CONDITION, x[0], x[1]),
            x ->
                Plain.build(
                    new int[] {2, 3},
                    i -> CONDITION.get(i) != 0 ? x[0].broadcast(i) : x[1].broadcast(i)),
            Operand.real(2, 3),
            Operand.real(3)));
  }

  private static OpSpec unary(
      String name,
      Class<? extends Function> function,
      UnaryOperator<Variable> operation,
      DoubleUnaryOperator reference,
      Domain domain) {
    return OpSpec.of(
        name,
        function,
        x -> operation.apply(x[0]),
        OpSpec.map(reference),
        new Operand(domain, 3, 4));
  }

  /** Operands of one shape, two that both broadcast, and a scalar. */
  private static Stream<OpSpec> binary(
      String name,
      Class<? extends Function> function,
      BinaryOperator<Variable> operation,
      DoubleBinaryOperator reference,
      Domain left,
      Domain right) {
    int[][][] shapes = {{{2, 3}, {2, 3}, {2, 3}}, {{2, 1}, {1, 3}, {2, 3}}, {{}, {3}, {3}}};
    return Stream.of(shapes)
        .map(
            s ->
                OpSpec.of(
                    name + " " + java.util.Arrays.toString(s[0]) + java.util.Arrays.toString(s[1]),
                    function,
                    x -> operation.apply(x[0], x[1]),
                    OpSpec.zip(reference, s[2]),
                    new Operand(left, s[0]),
                    new Operand(right, s[1])));
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
