package adjoint.autograd;

import adjoint.tensor.Tensor;
import java.util.Arrays;

/** Finds the operation whose reverse rule first gave a number that is infinite or not a number. */
final class Anomalies {
  private Anomalies() {}

  /** Checks what went into a reverse rule, then what came out. */
  static void check(Function function, Variable[] gradients, Variable[] results, boolean[] asked) {
    for (int i = 0; i < gradients.length; i++) {
      if (gradients[i] != null) {
        check(function, "received a gradient for output " + i, gradients[i].value());
      }
    }
    for (int i = 0; i < results.length; i++) {
      if (asked[i] && results[i] != null) {
        check(function, "returned a gradient for input " + i, results[i].value());
      }
    }
  }

  private static void check(Function function, String what, Tensor gradient) {
    double[] values = gradient.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new AutogradException(
            "anomaly: the reverse rule of "
                + function.name()
                + " "
                + what
                + " that is "
                + values[i]
                + " at "
                + Arrays.toString(index(i, gradient.shape()))
                + "; its inputs are "
                + function.describeInputs()
                + (function.callSite() == null
                    ? "; run the forward pass in detectAnomalies, too, to see where it was applied"
                    : "; it was applied" + System.lineSeparator() + function.callSite()));
      }
    }
  }

  /** The index of the element with a row-major position. */
  static int[] index(int position, int[] shape) {
    int[] index = new int[shape.length];
    int rest = position;
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = rest % shape[d];
      rest /= shape[d];
    }
    return index;
  }
}
