package adjoint.nn.catalog;

import adjoint.autograd.Derivation;
import adjoint.autograd.Expression;
import adjoint.autograd.catalog.Domain;
import adjoint.autograd.catalog.Family;
import adjoint.autograd.catalog.Operand;
import adjoint.autograd.catalog.Operation;
import adjoint.autograd.catalog.OperationProvider;
import adjoint.autograd.catalog.Sample;
import adjoint.nn.Module;
import adjoint.nn.attention.Attention2d;
import adjoint.nn.attention.DynamicConv2d;
import adjoint.nn.attention.SE;
import adjoint.nn.attention.SELayer;
import adjoint.nn.attention.SOCA;
import adjoint.nn.attention.SimAM;
import adjoint.nn.matrix.Covpool;
import adjoint.nn.matrix.PlainForward;
import adjoint.nn.matrix.Sqrtm;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** Covariance pooling, the matrix square root, and the attention modules. */
public final class AttentionOperations implements OperationProvider {
  /** The numbers of iterations that the square root is tried with, the usual one first. */
  public static final List<Integer> ITERATIONS = List.of(5, 1, 2, 3, 7);

  /** Called by the service loader. */
  public AttentionOperations() {}

  @Override
  public Stream<Operation> operations() {
    return Stream.concat(matrices(), modules());
  }

  // ---- functions with rules of their own ------------------------------------------------------

  private static Stream<Operation> matrices() {
    Expression covpool = x -> new Covpool().apply(x[0]);
    Expression plain = x -> PlainForward.covpool(x[0]);
    return Stream.of(
        Operation.of(
            "covpool",
            Family.LINEAR_ALGEBRA,
            Covpool.class,
            Sample.of("covpool", covpool, Operand.real(1, 3, 2, 3)).besides(plain),
            Sample.of("covpool of two images", covpool, Operand.real(2, 4, 1, 5)).besides(plain),
            Sample.of("covpool of one channel", covpool, Operand.real(2, 1, 3, 2)).besides(plain),
            Sample.of("covpool of one position", covpool, Operand.real(1, 2, 1, 1))),
        Operation.of(
            "sqrtm",
            Family.LINEAR_ALGEBRA,
            Sqrtm.class,
            ITERATIONS.stream().map(AttentionOperations::sqrtm).toArray(Sample[]::new)));
  }

  private static Sample sqrtm(int iterations) {
    return Sample.of("sqrtm, N = " + iterations, x -> new Sqrtm(iterations).apply(x[0]), positive())
        .besides(x -> PlainForward.sqrtm(x[0], iterations));
  }

  /** A symmetric positive definite matrix with a spread of eigenvalues. */
  private static Operand positive() {
    Tensor floor = Tensor.eye(DType.F64, 3).mul(Tensor.of(0.2, 0.5, 1.5));
    return new Operand(Domain.between(-1, 1), 1, 3, 3)
        .arranged(x -> x.bmm(x.t()).add(x.t().bmm(x)).mul(0.5).add(floor));
  }

  // ---- modules --------------------------------------------------------------------------------

  private static Stream<Operation> modules() {
    Conv2dOptions plain = Conv2dOptions.DEFAULT;
    Operand map = Operand.real(1, 4, 2, 3);
    return Stream.of(
        module("se", ModuleRules.SQUEEZE, new SE(4, 4, 2, new Generator(1)), map),
        module("seLayer", ModuleRules.SQUEEZE, new SELayer(4, 2, new Generator(1)), map),
        module("simam", ModuleRules.SIMAM, new SimAM(), Operand.real(1, 1, 2, 3)),
        module("soca", ModuleRules.SOCA, new SOCA(4, 2, new Generator(2)), map),
        module(
            "attention2d",
            ModuleRules.MIXTURE,
            new Attention2d(4, 2, 3, 1, new Generator(11)),
            map),
        module(
            "dynamicConv2d",
            ModuleRules.DYNAMIC,
            new DynamicConv2d(4, 2, 1, 1, plain, true, 3, 1, new Generator(4)),
            map));
  }

  private static Operation module(String name, Derivation rule, Module module, Operand input) {
    module.to(DType.F64);
    module.parameters().values().forEach(parameter -> parameter.requiresGrad(false));
    Expression expression = x -> module.forward(x[0]);
    return Operation.composed(name, Family.ATTENTION, rule, Sample.of(name, expression, input));
  }
}
