package adjoint.nn.matrix;

import static adjoint.nn.matrix.Matrices.add;
import static adjoint.nn.matrix.Matrices.identity;
import static adjoint.nn.matrix.Matrices.inner;
import static adjoint.nn.matrix.Matrices.multiply;
import static adjoint.nn.matrix.Matrices.times;
import static adjoint.nn.matrix.Matrices.trace;
import static adjoint.nn.matrix.Matrices.transpose;

import java.util.ArrayList;
import java.util.List;

/**
 * SQ-F1 to SQ-B4 term by term on one matrix of doubles, with Z_0 = I and Z_N computed, too; and the
 * same with one of the published slips.
 */
final class PlainSqrtm {
  /** What is done wrong. */
  enum Slip {
    NONE("no slip"),
    TRANSPOSED("gA transposed before SQ-B4"),
    DIAGONAL_REPLACED("diagonal term of SQ-B4 assigned to the diagonal"),
    DIAGONAL_SUBTRACTED("diagonal term of SQ-B4 subtracted"),
    /** For N = 1 only: the nearest thing to the lost name. */
    UNSCALED_FIRST_STEP("G for sqrt(t) G in the branch of N = 1");

    private final String description;

    Slip(String description) {
      this.description = description;
    }

    /** What is done, for a table. */
    String description() {
      return description;
    }
  }

  private final double[][] sigma;
  private final int iterations;
  private final double t;
  private final List<double[][]> y = new ArrayList<>();
  private final List<double[][]> z = new ArrayList<>();

  PlainSqrtm(double[][] sigma, int iterations) {
    this.sigma = sigma;
    this.iterations = iterations;
    int c = sigma.length;
    t = trace(sigma);
    y.add(times(1 / t, sigma));
    z.add(identity(c, 1));
    for (int k = 1; k <= iterations; k++) {
      double[][] factor = add(identity(c, 3), -1, multiply(z.get(k - 1), y.get(k - 1)));
      y.add(times(0.5, multiply(y.get(k - 1), factor)));
      z.add(times(0.5, multiply(factor, z.get(k - 1))));
    }
  }

  double[][] root() {
    return times(Math.sqrt(t), y.get(iterations));
  }

  double[][] gradient(double[][] g, Slip slip) {
    int c = sigma.length;
    double[][] a = y.get(0);
    double[][] gy = times(Math.sqrt(t), g);
    double[][] gz = new double[c][c];
    double p = inner(g, y.get(iterations)) / (2 * Math.sqrt(t));
    for (int k = iterations; k >= 2; k--) {
      double[][] yk = y.get(k - 1);
      double[][] zk = z.get(k - 1);
      double[][] three = add(identity(c, 3), -1, multiply(yk, zk));
      double[][] first = multiply(gy, three);
      first = add(first, -1, multiply(multiply(zk, gz), zk));
      first = add(first, -1, multiply(multiply(zk, yk), gy));
      double[][] second = multiply(three, gz);
      second = add(second, -1, multiply(multiply(yk, gy), yk));
      second = add(second, -1, multiply(multiply(gz, zk), yk));
      gy = times(0.5, first);
      gz = times(0.5, second);
    }
    double[][] ga = multiply(gy, add(identity(c, 3), -1, a));
    ga = add(ga, -1, gz);
    boolean lost = slip == Slip.UNSCALED_FIRST_STEP && iterations == 1;
    ga = times(0.5, add(ga, -1, multiply(a, lost ? g : gy)));
    double diagonal = p - inner(ga, sigma) / (t * t);
    if (slip == Slip.TRANSPOSED) {
      ga = transpose(ga);
    }
    double[][] result = times(1 / t, ga);
    for (int i = 0; i < c; i++) {
      switch (slip) {
        case DIAGONAL_REPLACED -> result[i][i] = diagonal;
        case DIAGONAL_SUBTRACTED -> result[i][i] -= diagonal;
        default -> result[i][i] += diagonal;
      }
    }
    return result;
  }
}
