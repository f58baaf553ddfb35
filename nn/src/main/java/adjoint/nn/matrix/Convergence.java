package adjoint.nn.matrix;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * How fast {@link Sqrtm} approaches the square root: for matrices whose eigenvalues are spread
 * evenly, on a logarithmic scale, from 1 down to one over the condition number, in double
 * precision.
 *
 * @param condition the largest eigenvalue over the smallest
 * @param distances for each number of iterations {@code |C - R| / |R|} in the Frobenius norm, with
 *     R the exact root by eigen-decomposition
 */
public record Convergence(double condition, List<Double> distances) {
  /** The numbers of iterations of {@link #table}. */
  public static final List<Integer> ITERATIONS = List.of(1, 2, 3, 5, 7, 10, 15, 20);

  /** The condition numbers of {@link #table}. */
  public static final List<Double> CONDITIONS = List.of(1.0, 10.0, 100.0, 1e3, 1e4, 1e6);

  /** Rows and columns of the matrices. */
  public static final int SIDE = 16;

  /** Copies the list. */
  public Convergence {
    distances = List.copyOf(distances);
  }

  /** A row for each of {@link #CONDITIONS}. */
  public static List<Convergence> table() {
    return CONDITIONS.stream().map(Convergence::of).toList();
  }

  private static Convergence of(double condition) {
    Tensor sigma = matrix(condition);
    Tensor exact = exactRoot(sigma);
    double size = norm(exact);
    return new Convergence(
        condition, ITERATIONS.stream().map(n -> norm(root(sigma, n).sub(exact)) / size).toList());
  }

  private static Tensor root(Tensor sigma, int iterations) {
    return Autograd.noGrad(() -> new Sqrtm(iterations).apply(Variable.of(sigma)).value());
  }

  /** 1 x SIDE x SIDE, in random directions. */
  private static Tensor matrix(double condition) {
    double[] eigenvalues = new double[SIDE];
    for (int i = 0; i < SIDE; i++) {
      eigenvalues[i] = Math.pow(condition, -i / (SIDE - 1.0));
    }
    Tensor random = Tensor.randn(new Generator(1), DType.F64, 1, SIDE, SIDE);
    Tensor directions = random.add(random.t()).symmetricEigen().vectors();
    Tensor product = directions.mul(Tensor.of(eigenvalues, SIDE)).bmm(directions.t());
    return product.add(product.t()).mul(0.5); // symmetric to the last bit
  }

  private static Tensor exactRoot(Tensor sigma) {
    var pairs = sigma.symmetricEigen();
    Tensor roots = pairs.values().clamp(0, Double.POSITIVE_INFINITY).sqrt();
    return pairs.vectors().mul(roots.unsqueeze(1)).bmm(pairs.vectors().t());
  }

  private static double norm(Tensor x) {
    return Math.sqrt(x.square().sum().item());
  }
}
