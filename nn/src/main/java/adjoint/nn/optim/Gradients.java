package adjoint.nn.optim;

import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import java.util.Collection;

/** All gradients of a model as one vector. */
public final class Gradients {
  private Gradients() {}

  /** The length of the vector, computed in double precision; 0 where there are no gradients. */
  public static double norm(Collection<Variable> parameters) {
    double sum = 0;
    for (Variable parameter : parameters) {
      if (parameter.grad() != null) {
        sum += parameter.grad().value().to(DType.F64).square().sum().item();
      }
    }
    return Math.sqrt(sum);
  }

  /**
   * Shortens the vector to a length, in place, if it is longer. Source: Pascanu, Mikolov, Bengio,
   * "On the difficulty of training recurrent neural networks", ICML 2013, algorithm 1.
   *
   * @param longest the largest norm that is left as it is, above 0
   * @return the norm before
   */
  public static double clip(Collection<Variable> parameters, double longest) {
    if (!(longest > 0)) {
      throw new IllegalArgumentException("clip: the norm must be above 0, got " + longest);
    }
    double norm = norm(parameters);
    if (norm > longest) {
      for (Variable parameter : parameters) {
        if (parameter.grad() != null) {
          parameter.grad().value().mulInPlace(longest / norm);
        }
      }
    }
    return norm;
  }
}
