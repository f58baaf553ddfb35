package adjoint.nn.matrix;

import adjoint.autograd.Autograd;
import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The square roots of symmetric positive semi-definite matrices, approximated by N steps of the
 * coupled Newton-Schulz iteration: {@code A = Sigma / t} with {@code t = tr(Sigma)}, {@code Y_k =
 * Y_{k-1} (3I - Z_{k-1} Y_{k-1}) / 2}, {@code Z_k = (3I - Z_{k-1} Y_{k-1}) Z_{k-1} / 2} from {@code
 * Y_0 = A}, {@code Z_0 = I}, and {@code C = sqrt(t) Y_N}. The backward pass is the paper's; the
 * labels SQ-F1 to SQ-B4 are those of {@link #derivation()}. It uses the symmetry of Sigma, and so
 * of A, Y and Z, but not that of the incoming gradient G.
 *
 * <p>A matrix of zeros has the root 0. Its derivative, which is infinite as that of the square root
 * at 0, counts as 0: a constant feature map then neither ends in NaN nor moves anything. To be
 * exact, this holds for traces below the smallest normal number of the element type, where 1 / t
 * would overflow; above, nothing is added or clipped. The other matrices of the stack are not
 * affected.
 *
 * <p>For the reverse pass the input, the output, Y_k, Z_k and (3I - Z_k Y_k) / 2 for k from 1 to N
 * - 1 are kept: {@code 3N - 1} matrices for each, and two numbers. The second derivative is that of
 * the formulas as they stand; it is right along symmetric changes of Sigma, such as those that come
 * through {@link Covpool}.
 *
 * <p>Source: Li, Xie, Wang, Gao, "Towards Faster Training of Global Covariance Pooling Networks by
 * Iterative Matrix Square Root Normalization", CVPR 2018, section 3.
 */
public final class Sqrtm extends Function {
  private static final int[] MATRIX = {1, 2};

  private final int iterations;
  private Trace trace;
  private List<Step> steps;

  /**
   * Applied to a stack N x C x C of symmetric positive semi-definite matrices; gives the same
   * shape.
   *
   * @param iterations steps of the iteration
   * @throws IllegalArgumentException if {@code iterations} is below 1
   */
  public Sqrtm(int iterations) {
    if (iterations < 1) {
      throw new IllegalArgumentException(
          "sqrtm: " + iterations + " iterations; legal are numbers from 1 on");
    }
    this.iterations = iterations;
  }

  @Override
  public Derivation derivation() {
    return Derivation.of(
        "SQ-F1: t = tr(Sigma), A = Sigma / t; SQ-F2: Y_0 = A, Z_0 = I, Y_k = Y_{k-1} (3I - Z_{k-1}"
            + " Y_{k-1}) / 2, Z_k = (3I - Z_{k-1} Y_{k-1}) Z_{k-1} / 2, k = 1 .. N; SQ-F3: C ="
            + " sqrt(t) Y_N",
        "SQ-B4: gSigma = gA / t + (p - tr(gA^T Sigma) / t^2) I, with p of SQ-B1 and gA of SQ-B3",
        "gV is dL/dV, G = dL/dC; Sigma, A, Y_k and Z_k are symmetric, which is used where (sym)"
            + " stands; G need not be",
        "SQ-F3: dC = sqrt(t) dY_N + Y_N dt / (2 sqrt(t))",
        "SQ-B1: <G, dC> = <gY_N, dY_N> + p dt with gY_N = sqrt(t) G, p = tr(G^T Y_N) / (2 sqrt(t));"
            + " Z_N is not used: gZ_N = 0",
        "SQ-F2, Y = Y_{k-1}, Z = Z_{k-1}: 2 dY_k = dY (3I - Z Y) - Y dZ Y - Y Z dY",
        "SQ-F2: 2 dZ_k = (3I - Z Y) dZ - Z dY Z - dZ Y Z",
        "<P, U dV W> = <U^T P W^T, dV>; Y^T = Y, Z^T = Z, so (Y Z)^T = Z Y (sym)",
        "SQ-B2, the factor of dY, k = N .. 2: gY_{k-1} = (gY_k (3I - Y Z) - Z gZ_k Z - Z Y gY_k) / 2"
            + " (sym)",
        "SQ-B2, the factor of dZ: gZ_{k-1} = ((3I - Y Z) gZ_k - Y gY_k Y - gZ_k Z Y) / 2 (sym)",
        "SQ-B2 with T = Y gY_k + gZ_k Z, which saves two products: gY_{k-1} = (gY_k (3I - Y Z) - Z"
            + " T) / 2, gZ_{k-1} = ((3I - Y Z) gZ_k - T Y) / 2",
        "the first step, Y_1 = A (3I - A) / 2, Z_1 = (3I - A) / 2: 2 dY_1 = dA (3I - A) - A dA,"
            + " 2 dZ_1 = -dA",
        "SQ-B3: gA = (gY_1 (3I - A) - gZ_1 - A gY_1) / 2 (sym); for N = 1 gZ_1 = 0",
        "SQ-F1: dA = dSigma / t - Sigma dt / t^2, dt = tr(dSigma) = <I, dSigma>",
        "SQ-B4: <gA, dA> + p dt = <gA / t + (p - tr(gA^T Sigma) / t^2) I, dSigma>");
  }

  /**
   * Computes SQ-F1 to SQ-F3.
   *
   * @throws ShapeException if the input is no stack of square matrices
   * @throws IllegalArgumentException if a trace is negative
   */
  @Override
  protected Tensor forward(Tensor... inputs) {
    require(inputs[0].shape());
    saveInput(0);
    saveOutput();
    Variable sigma = Variable.of(inputs[0]);
    trace = Trace.of(sigma);
    trace.requirePositive();
    steps = isRecorded() ? new ArrayList<>() : null;
    Variable a = sigma.mul(trace.inverse()); // SQ-F1.2: A = Sigma / t
    return iterate(a, steps).mul(trace.root()).value(); // SQ-F3: C = sqrt(t) Y_N
  }

  /** Y_{k-1}, Z_{k-1} and (3I - Z_{k-1} Y_{k-1}) / 2. */
  private record Step(Variable y, Variable z, Variable half) {}

  /**
   * SQ-F2: gives Y_N. A, Y_k and Z_k are polynomials in A: they are symmetric and commute, and so
   * do their products.
   *
   * @param kept gets what the steps 2 to N start from; may be null
   */
  private Variable iterate(Variable a, List<Step> kept) {
    Workspace w = new Workspace();
    Variable z = w.halfOfThreeMinus(a.mul(1)); // SQ-F2.1: Z_1 = (3I - A) / 2
    Variable y = w.symmetricProduct(a, z); // SQ-F2.2: Y_1 = A (3I - A) / 2
    for (int k = 2; k <= iterations; k++) {
      Variable half = w.halfOfThreeMinus(w.symmetricProduct(z, y)); // SQ-F2.3: (3I - Z Y) / 2
      Variable nextY = w.symmetricProduct(y, half); // SQ-F2.4: Y_k
      Variable nextZ = k < iterations ? w.symmetricProduct(half, z) : z; // SQ-F2.5: Z_k, k < N
      if (kept != null) {
        kept.add(new Step(y, z, half));
      } else {
        w.free(y);
        w.free(half);
        if (k < iterations) {
          w.free(z);
        }
      }
      y = nextY;
      z = nextZ;
    }
    return y;
  }

  @Override
  protected Variable[] backward(Variable g) {
    Variable sigma = input(0);
    Trace t = trace;
    List<Step> kept = steps;
    if (Autograd.isRecording()) {
      // For another derivative, t, Y_k and Z_k must know that they come from Sigma.
      t = Trace.of(sigma);
      kept = new ArrayList<>();
      iterate(sigma.mul(t.inverse()), kept);
    }
    Workspace w = new Workspace();
    Variable p = trace(g, output()).mul(t.inverse()).mul(0.5); // SQ-B1.1: p, for Y_N = C / sqrt(t)
    Variable gy = g.mul(t.root()); // SQ-B1.2: gY_N = sqrt(t) G
    Variable gz = null; // SQ-B1.3: gZ_N = 0
    for (int k = iterations; k >= 2; k--) {
      Variable y = kept.get(k - 2).y();
      Variable z = kept.get(k - 2).z();
      Variable half = kept.get(k - 2).half().t(); // SQ-B2.1: (3I - Y Z) / 2 (sym)
      Variable sum = w.product(y, gy); // SQ-B2.2: T = Y gY_k + gZ_k Z, the first term
      sum = gz == null ? sum : w.plus(sum, w.product(gz, z)); // SQ-B2.3: the second term
      Variable nextY = w.minusHalf(w.product(gy, half), w.product(z, sum)); // SQ-B2.4: gY_{k-1}
      Variable last = w.product(sum, y); // SQ-B2.5: T Y
      gz =
          gz == null
              ? w.times(last, -0.5) // SQ-B2.6: gZ_{N-1} = -T Y / 2
              : w.replaced(gz, w.minusHalf(w.product(half, gz), last)); // SQ-B2.7: gZ_{k-1}
      gy = w.replaced(gy, nextY);
      w.free(sum);
    }
    Variable a = sigma.mul(t.inverse());
    Variable first = w.halfOfThreeMinus(a.mul(1));
    Variable ga = w.minusHalf(w.product(gy, first), w.product(a, gy)); // SQ-B3.1: the terms of Y_1
    ga = gz == null ? ga : w.minusHalf(ga, gz); // SQ-B3.2: the term of Z_1
    Variable diagonal = p.sub(trace(ga, a).mul(t.inverse())); // SQ-B4.1: Sigma / t^2 = A / t
    return new Variable[] {w.plusDiagonal(ga.mul(t.inverse()), diagonal)}; // SQ-B4.2: gSigma
  }

  /** {@code tr(a^T b)} of each matrix, N x 1 x 1. */
  private static Variable trace(Variable a, Variable b) {
    return a.mul(b).sum(MATRIX, true);
  }

  /**
   * What SQ-F1 and SQ-F3 scale each matrix by, N x 1 x 1. Both numbers are 0 where t is too small
   * for a reciprocal; by that, every product with them is 0 in the forward and the reverse pass.
   *
   * @param inverse 1 / t
   * @param root sqrt(t)
   */
  private record Trace(Variable inverse, Variable root, Tensor value) {
    static Trace of(Variable sigma) {
      Variable t = sigma.diagonal().sum(new int[] {1}, true).unsqueeze(2); // SQ-F1.1: tr(Sigma)
      Tensor none = t.value().lt(smallestNormal(t)); // false for NaN, which is to be seen
      Variable zero = Variable.scalar(t.dtype(), 0);
      Variable safe = Variable.where(none, Variable.scalar(t.dtype(), 1), t);
      return new Trace(
          Variable.where(none, zero, safe.reciprocal()),
          Variable.where(none, zero, safe.sqrt()),
          t.value());
    }

    private static double smallestNormal(Variable t) {
      return switch (t.dtype()) {
        case F32 -> Float.MIN_NORMAL;
        default -> Double.MIN_NORMAL;
      };
    }

    void requirePositive() {
      double[] traces = value.toDoubleArray();
      for (int i = 0; i < traces.length; i++) {
        if (traces[i] < 0) {
          throw new IllegalArgumentException(
              "sqrtm: matrix "
                  + i
                  + " has the trace "
                  + traces[i]
                  + "; legal are positive semi-definite matrices, whose trace is at least 0");
        }
      }
    }
  }

  private static void require(int[] shape) {
    if (shape.length != 3 || shape[1] != shape[2]) {
      throw new ShapeException(
          "sqrtm: the input has shape "
              + Arrays.toString(shape)
              + "; legal are stacks of square matrices, N x C x C");
    }
  }
}
