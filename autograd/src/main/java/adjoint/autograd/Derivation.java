package adjoint.autograd;

import java.util.List;

/**
 * The rule of a differentiable operation as data, in plain-text mathematics; documentation, {@code
 * explain} and error messages render it.
 *
 * @param forward the formula of the operation, such as {@code y = sqrt(x)}
 * @param backward the vector-Jacobian product, one line for each input, or one for any number of
 *     like inputs, such as {@code gx = gy / (2 y)}; {@code gy} stands for dL/dy
 * @param steps the way from one to the other, one line each: the differential, its form as an inner
 *     product with gy, the terms collected
 */
public record Derivation(String forward, List<String> backward, List<String> steps) {
  /** Copies the lists. */
  public Derivation {
    backward = List.copyOf(backward);
    steps = List.copyOf(steps);
  }

  /** A rule with one input. */
  public static Derivation of(String forward, String backward, String... steps) {
    return new Derivation(forward, List.of(backward), List.of(steps));
  }
}
