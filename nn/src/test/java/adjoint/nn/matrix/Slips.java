package adjoint.nn.matrix;

import adjoint.autograd.Expression;
import adjoint.autograd.Function;
import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.nn.matrix.PlainSqrtm.Slip;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;

/** What the published slips do to the gradient. */
final class Slips {
  private Slips() {}

  /** The square root with a slip in its backward pass; for a stack of one matrix. */
  private static final class Slipped extends Function {
    private final int iterations;
    private final Slip slip;

    Slipped(int iterations, Slip slip) {
      this.iterations = iterations;
      this.slip = slip;
    }

    @Override
    protected Tensor forward(Tensor... inputs) {
      saveInput(0);
      return Tensor.of(plain(inputs[0]).root()).unsqueeze(0);
    }

    private PlainSqrtm plain(Tensor sigma) {
      return new PlainSqrtm(Matrices.copy(sigma.select(0, 0)), iterations);
    }

    @Override
    protected Variable[] backward(Variable g) {
      double[][] incoming = Matrices.copy(g.value().select(0, 0));
      double[][] gradient = plain(input(0).value()).gradient(incoming, slip);
      return new Variable[] {Variable.of(Tensor.of(gradient).unsqueeze(0))};
    }
  }

  /**
   * A matrix with eigenvalues so far apart that no usual N has converged: for the exact root, the
   * diagonal term of SQ-B4 is 0, for C then does not depend on the t it is computed with.
   */
  private static Tensor matrix() {
    Tensor factor = random(3).mul(Tensor.of(1.0, .1, .01, .001));
    return factor.bmm(factor.t());
  }

  private static Tensor random(long seed) {
    return Tensor.randn(new Generator(seed), DType.F64, 1, 4, 4);
  }

  private static Tensor incoming(boolean symmetric) {
    Tensor g = random(4);
    return symmetric ? g.add(g.t()) : g;
  }

  private static Tensor gradient(Expression f, Tensor g) {
    Variable input = Variable.parameter(matrix());
    f.apply(input).backward(Variable.of(g), false, false);
    return input.grad().value();
  }

  /** The largest element of the right gradient. */
  static double size(int n) {
    return gradient(x -> PlainForward.sqrtm(x[0], n), incoming(false)).abs().max().item();
  }

  /** The largest distance from the right gradient. */
  static double error(Slip slip, int n, boolean symmetric) {
    Tensor g = incoming(symmetric);
    Tensor right = gradient(x -> PlainForward.sqrtm(x[0], n), g);
    Tensor wrong = gradient(x -> new Slipped(n, slip).apply(x[0]), g);
    return right.sub(wrong).abs().max().item();
  }

  /** What a gradient check says; null if it finds nothing. */
  static String verdict(Slip slip, int n) {
    return GradCheck.standard().inspect(x -> new Slipped(n, slip).apply(x[0]), matrix()).failure();
  }
}
