package adjoint.autograd.catalog;

import static adjoint.autograd.catalog.Domain.between;
import static adjoint.autograd.catalog.Domain.positive;
import static adjoint.autograd.catalog.Domain.real;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Arithmetic and functions of single elements. */
final class ElementwiseOperations {
  private static final Tensor CONDITION =
      Tensor.of(true, false, false, true, true, false).reshape(2, 3);

  private ElementwiseOperations() {}

  static Stream<Operation> all() {
    return Stream.of(functions(), activations(), arithmetic()).flatMap(s -> s);
  }

  private static Stream<Operation> functions() {
    Domain unclamped = real().avoiding(-0.7, 0.9);
    return Stream.of(
        function("neg", Neg.class, Variable::neg, real()),
        function("abs", Abs.class, Variable::abs, real().avoiding(0)),
        function("square", Square.class, Variable::square, real()),
        function("reciprocal", Reciprocal.class, Variable::reciprocal, positive()),
        function("sqrt", Sqrt.class, Variable::sqrt, positive()),
        function("rsqrt", Rsqrt.class, Variable::rsqrt, positive()),
        function("exp", Exp.class, Variable::exp, real()),
        function("expm1", Expm1.class, Variable::expm1, real()),
        function("log", Log.class, Variable::log, positive()),
        function("log1p", Log1p.class, Variable::log1p, between(-0.6, 2)),
        function("sin", Sin.class, Variable::sin, between(-4, 4)),
        function("cos", Cos.class, Variable::cos, between(-4, 4)),
        function("tan", Tan.class, Variable::tan, between(-1.1, 1.1)),
        function("asin", Asin.class, Variable::asin, between(-0.8, 0.8)),
        function("acos", Acos.class, Variable::acos, between(-0.8, 0.8)),
        function("atan", Atan.class, Variable::atan, real()),
        function("sinh", Sinh.class, Variable::sinh, real()),
        function("cosh", Cosh.class, Variable::cosh, real()),
        function("tanh", Tanh.class, Variable::tanh, real()),
        function("erf", Erf.class, Variable::erf, real()),
        function("clamp", Clamp.class, x -> x.clamp(-0.7, 0.9), unclamped),
        Operation.of(
            "powScalar",
            Family.FUNCTIONS,
            PowScalar.class,
            unary("pow(3)", x -> x.pow(3), real()),
            unary("pow(0)", x -> x.pow(0), real()),
            unary("pow(1)", x -> x.pow(1), real()),
            unary("pow(-1.5)", x -> x.pow(-1.5), positive())));
  }

  private static Stream<Operation> activations() {
    return Stream.of(
        activation("sigmoid", Sigmoid.class, Variable::sigmoid, real()),
        activation("silu", Silu.class, Variable::silu, real()),
        activation("relu", Relu.class, Variable::relu, real().avoiding(0)),
        activation("leakyRelu", LeakyRelu.class, x -> x.leakyRelu(0.1), real().avoiding(0)),
        activation("softplus", Softplus.class, Variable::softplus, between(-4, 4)),
        activation("gelu", Gelu.class, Variable::gelu, real()),
        activation("mish", Mish.class, Variable::mish, between(-4, 4)),
        activation(
            "hardswish", Hardswish.class, Variable::hardswish, between(-5, 5).avoiding(-3, 3)));
  }

  private static Stream<Operation> arithmetic() {
    return Stream.of(
        binary("add", Add.class, Variable::add, real(), real(), number(x -> x.add(1.5))),
        binary("sub", Sub.class, Variable::sub, real(), real(), number(x -> x.sub(1.5))),
        binary("mul", Mul.class, Variable::mul, real(), real(), number(x -> x.mul(-2.5))),
        binary("div", Div.class, Variable::div, real(), positive(), number(x -> x.div(4))),
        binary("pow", Pow.class, Variable::pow, positive(), real()),
        binary("maximum", Maximum.class, Variable::maximum, real(), real()),
        binary("minimum", Minimum.class, Variable::minimum, real(), real()),
        binary("atan2", Atan2.class, Variable::atan2, real(), positive()),
        Operation.of(
            "where",
            Family.ARITHMETIC,
            Where.class,
            x -> Variable.where(CONDITION, x[0], x[1]),
            Operand.real(2, 3),
            Operand.real(3)));
  }

  private static Operation function(
      String name,
      Class<? extends Function> function,
      UnaryOperator<Variable> operation,
      Domain domain) {
    return Operation.of(name, Family.FUNCTIONS, function, unary(name, operation, domain));
  }

  private static Operation activation(
      String name,
      Class<? extends Function> function,
      UnaryOperator<Variable> operation,
      Domain domain) {
    return Operation.of(name, Family.ACTIVATIONS, function, unary(name, operation, domain));
  }

  private static Sample unary(String name, UnaryOperator<Variable> operation, Domain domain) {
    return Sample.of(name, x -> operation.apply(x[0]), new Operand(domain, 3, 4));
  }

  /** Operands of one shape, two that both broadcast, and a scalar; perhaps a number instead. */
  @SafeVarargs
  private static Operation binary(
      String name,
      Class<? extends Function> function,
      BinaryOperator<Variable> operation,
      Domain left,
      Domain right,
      UnaryOperator<Variable>... withNumber) {
    int[][][] shapes = {{{2, 3}, {2, 3}}, {{2, 1}, {1, 3}}, {{}, {3}}};
    Stream<Sample> variables =
        Stream.of(shapes)
            .map(
                s ->
                    Sample.of(
                        name + " " + Arrays.toString(s[0]) + Arrays.toString(s[1]),
                        x -> operation.apply(x[0], x[1]),
                        new Operand(left, s[0]),
                        new Operand(right, s[1])));
    List<Sample> samples = new ArrayList<>(variables.toList());
    for (UnaryOperator<Variable> applied : withNumber) {
      samples.add(unary(name + " number", applied, left));
    }
    return new Operation(name, Family.ARITHMETIC, function, samples);
  }

  private static UnaryOperator<Variable> number(UnaryOperator<Variable> withNumber) {
    return withNumber;
  }
}
