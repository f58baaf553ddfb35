package adjoint.autograd;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.Arrays;

/**
 * Compares gradients with central differences: {@code df/dx[j] = (f(x + e_j eps) - f(x - e_j eps))
 * / (2 eps)}, whose error falls with the square of eps.
 *
 * <pre>{@code
 * GradCheck.standard().check(x -> x[0].matmul(x[1]).sin().sum(), a, b);
 * }</pre>
 *
 * <p>An entry of the Jacobian is right if {@code |analytic - numeric| <= atol + rtol * |numeric|}.
 * By default eps is 1e-6, atol 1e-5 and rtol 1e-3, and every entry is compared. The inputs are of
 * type F64, in any layout, and away from points where the function has a kink. Besides, a check
 * makes sure that two reverse passes give the same bits, though the function has been applied to
 * something else in between, and that a zero incoming gradient gives zeros.
 */
public final class GradCheck {
  private static final GradCheck STANDARD = new GradCheck(1e-6, 1e-5, 1e-3, false, 0);

  private final double epsilon;
  private final double absolute;
  private final double relative;
  private final boolean fast;
  private final long seed;

  private GradCheck(double epsilon, double absolute, double relative, boolean fast, long seed) {
    this.epsilon = epsilon;
    this.absolute = absolute;
    this.relative = relative;
    this.fast = fast;
    this.seed = seed;
  }

  /**
   * A computation with several outputs.
   *
   * @see Expression
   */
  @FunctionalInterface
  public interface Computation {
    /** Computes the outputs. */
    Variable[] apply(Variable... inputs);
  }

  /**
   * What a check found.
   *
   * @param worstError the largest {@code |analytic - numeric| / max(1, |numeric|)}
   * @param failure what is wrong, or null
   */
  public record Report(double worstError, String failure) {
    /** Whether nothing is wrong. */
    public boolean passed() {
      return failure == null;
    }
  }

  /** The check with the values named above. */
  public static GradCheck standard() {
    return STANDARD;
  }

  /** The same check with another step. */
  public GradCheck epsilon(double epsilon) {
    return new GradCheck(epsilon, absolute, relative, fast, seed);
  }

  /** The same check with another tolerance. */
  public GradCheck tolerance(double absolute, double relative) {
    return new GradCheck(epsilon, absolute, relative, fast, seed);
  }

  /**
   * The same check along a few random directions instead of every axis: {@code u^T J v} for each
   * input, with u and v of entries -1 and 1. Its cost does not grow with the number of elements,
   * but it can overlook an error in a few of many entries. If it fails and the Jacobian is not
   * huge, the full check runs to find the entry.
   */
  public GradCheck fast() {
    return new GradCheck(epsilon, absolute, relative, true, seed);
  }

  /** The same check with other random directions. */
  public GradCheck seed(long seed) {
    return new GradCheck(epsilon, absolute, relative, fast, seed);
  }

  /**
   * Checks first derivatives.
   *
   * @throws AssertionError if they are wrong; it names the output element, the input element, both
   *     values and, where it can be told, the kind of mistake
   * @throws IllegalArgumentException if an input or output is not F64
   */
  public void check(Expression f, Tensor... inputs) {
    require(inspect(f, inputs));
  }

  /**
   * Checks second derivatives: the derivatives of the gradient by the inputs and by the incoming
   * gradient, for which random numbers are taken.
   *
   * @throws AssertionError as {@link #check}
   * @throws IllegalArgumentException if an input or output is not F64
   */
  public void checkSecondOrder(Expression f, Tensor... inputs) {
    require(inspectSecondOrder(f, inputs));
  }

  private static void require(Report report) {
    if (!report.passed()) {
      throw new AssertionError(report.failure());
    }
  }

  /** {@link #check}, reporting instead of throwing. */
  public Report inspect(Expression f, Tensor... inputs) {
    return inspectAll(single(f), inputs);
  }

  /** {@link #inspect} for a computation with several outputs. */
  public Report inspectAll(Computation f, Tensor... inputs) {
    requireDouble(inputs);
    return run(f, Labels.plain(), inputs);
  }

  /** {@link #checkSecondOrder}, reporting instead of throwing. */
  public Report inspectSecondOrder(Expression f, Tensor... inputs) {
    return inspectAllSecondOrder(single(f), inputs);
  }

  /** {@link #inspectSecondOrder} for a computation with several outputs. */
  public Report inspectAllSecondOrder(Computation f, Tensor... inputs) {
    requireDouble(inputs);
    GradientComputation gradient = GradientComputation.of(f, seed, inputs);
    return run(gradient, Labels.secondOrder(inputs.length), gradient.withIncoming(inputs));
  }

  /** How messages call outputs and inputs. */
  record Labels(int inputs) {
    static Labels plain() {
      return new Labels(-1);
    }

    static Labels secondOrder(int inputs) {
      return new Labels(inputs);
    }

    String output(int index) {
      return inputs < 0 ? "output " + index : "the gradient of input " + index;
    }

    String input(int index) {
      return inputs < 0 || index < inputs
          ? "input " + index
          : "the incoming gradient of output " + (index - inputs);
    }
  }

  private Report run(Computation f, Labels labels, Tensor[] inputs) {
    JacobianProbe probe = new JacobianProbe(f, inputs, epsilon, seed);
    String unsound = probe.checkRepeatability();
    if (unsound == null) {
      unsound = probe.checkZeroGradient();
    }
    if (unsound != null) {
      return new Report(Double.POSITIVE_INFINITY, "gradient check: " + unsound);
    }
    JacobianComparison comparison = new JacobianComparison(probe, labels, absolute, relative);
    return fast ? comparison.alongDirections() : comparison.entryByEntry();
  }

  private static Computation single(Expression f) {
    return x -> new Variable[] {f.apply(x)};
  }

  private static void requireDouble(Tensor[] inputs) {
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i].dtype() != DType.F64) {
        throw new IllegalArgumentException(
            "gradient check: input "
                + i
                + " of shape "
                + Arrays.toString(inputs[i].shape())
                + " is "
                + inputs[i].dtype()
                + "; central differences need F64: convert with to(DType.F64)");
      }
    }
  }
}
