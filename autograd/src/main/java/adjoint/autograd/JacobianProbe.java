package adjoint.autograd;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Measures the Jacobian of a computation at one point, by reverse passes and by differences. */
final class JacobianProbe {
  /** Moves an input a little towards 0, where most domains go on. */
  private static final double ELSEWHERE = 1 - 1.0 / 128;

  private final GradCheck.Computation f;
  private final Tensor[] inputs;
  private final double epsilon;
  private final long seed;
  private Variable[] point;
  private Variable[] outputs;

  JacobianProbe(GradCheck.Computation f, Tensor[] inputs, double epsilon, long seed) {
    this.f = f;
    this.inputs = inputs;
    this.epsilon = epsilon;
    this.seed = seed;
    visitElsewhere();
    build();
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i].dtype() != DType.F64) {
        throw new IllegalArgumentException(
            "gradient check: output "
                + i
                + " of shape "
                + Arrays.toString(outputs[i].shape())
                + " is "
                + outputs[i].dtype()
                + "; central differences need F64 throughout");
      }
    }
  }

  private void build() {
    point = Arrays.stream(inputs).map(Variable::parameter).toArray(Variable[]::new);
    outputs = f.apply(point);
  }

  /** Applies the computation to something else, so that what it wrongly remembers is wrong. */
  private void visitElsewhere() {
    Variable[] elsewhere =
        Arrays.stream(inputs)
            .map(input -> Variable.parameter(input.mul(ELSEWHERE)))
            .toArray(Variable[]::new);
    try {
      f.apply(elsewhere);
    } catch (RuntimeException outsideTheDomain) {
      // Not every computation accepts every value; then it cannot remember this one.
    }
  }

  int[][] inputShapes() {
    return Arrays.stream(inputs).map(Tensor::shape).toArray(int[][]::new);
  }

  int[][] outputShapes() {
    return Arrays.stream(outputs).map(Variable::shape).toArray(int[][]::new);
  }

  int inputSize(int input) {
    return inputs[input].elementCount();
  }

  int outputSize(int output) {
    return outputs[output].value().elementCount();
  }

  // ---- soundness ------------------------------------------------------------------------------

  /** Two runs must give the same bits, whatever happened in between; returns what is wrong. */
  String checkRepeatability() {
    double[][] u = randomOutputs(new Random(seed));
    double[][] first = gradients(u);
    double[][] values = values(outputs);
    double[][] second = gradients(u);
    build();
    visitElsewhere();
    double[][] third = gradients(u);
    double[][] again = values(outputs);
    for (int o = 0; o < values.length; o++) {
      if (!Arrays.equals(values[o], again[o])) {
        return "output " + o + " differs between two runs on the same inputs";
      }
    }
    for (int i = 0; i < first.length; i++) {
      if (!Arrays.equals(first[i], second[i])) {
        return "two reverse passes through one graph give different gradients of input " + i;
      }
      if (!Arrays.equals(first[i], third[i])) {
        return "the gradient of input "
            + i
            + " changes when the computation is applied to something else between the forward and"
            + " the reverse pass: likely state shared between applications (a stale save)";
      }
    }
    return null;
  }

  /** A zero incoming gradient must give zeros; returns what is wrong. */
  String checkZeroGradient() {
    double[][] zero = new double[outputs.length][];
    for (int o = 0; o < zero.length; o++) {
      zero[o] = new double[outputSize(o)];
    }
    double[][] gradients = gradients(zero);
    for (int i = 0; i < gradients.length; i++) {
      for (int j = 0; j < gradients[i].length; j++) {
        if (gradients[i][j] != 0) {
          String where =
              " at element "
                  + Arrays.toString(Anomalies.index(j, inputs[i].shape()))
                  + " of input "
                  + i
                  + ", not 0: ";
          return "a zero incoming gradient gives "
              + gradients[i][j]
              + where
              + (Double.isNaN(gradients[i][j])
                  ? "a derivative is infinite there; the point lies at the edge of the function's"
                      + " domain"
                  : "a reverse rule adds something that does not depend on it");
        }
      }
    }
    return null;
  }

  private static double[][] values(Variable[] variables) {
    return Arrays.stream(variables)
        .map(variable -> variable.value().toDoubleArray())
        .toArray(double[][]::new);
  }

  // ---- by reverse passes ----------------------------------------------------------------------

  /** The gradients of {@code sum(u * outputs)} with respect to each input. */
  double[][] gradients(double[][] u) {
    double[][] sums = new double[inputs.length][];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = new double[inputSize(i)];
    }
    List<Variable> connected = new ArrayList<>();
    List<Variable> incoming = new ArrayList<>();
    for (int o = 0; o < outputs.length; o++) {
      if (outputs[o].requiresGrad() && u[o] != null) {
        connected.add(outputs[o]);
        incoming.add(Variable.of(Tensor.of(u[o].clone(), outputs[o].shape())));
      }
    }
    if (connected.isEmpty()) {
      return sums;
    }
    List<Variable> gradients =
        Autograd.grad(connected, List.of(point), incoming, true, false, true);
    for (int i = 0; i < sums.length; i++) {
      if (gradients.get(i) != null) {
        sums[i] = gradients.get(i).value().toDoubleArray();
      }
    }
    return sums;
  }

  /** The derivatives of one output element by all elements of each input. */
  double[][] row(int output, int element) {
    double[][] unit = new double[outputs.length][];
    unit[output] = new double[outputSize(output)];
    unit[output][element] = 1;
    return gradients(unit);
  }

  // ---- by differences -------------------------------------------------------------------------

  /** The derivatives of all elements of each output by one input element. */
  double[][] column(int input, int element) {
    double[] direction = new double[inputSize(input)];
    direction[element] = 1;
    return along(input, direction);
  }

  /** The derivatives of all elements of each output along a direction of one input. */
  double[][] along(int input, double[] direction) {
    double[][] above = shifted(input, direction, epsilon);
    double[][] below = shifted(input, direction, -epsilon);
    for (int o = 0; o < above.length; o++) {
      for (int k = 0; k < above[o].length; k++) {
        above[o][k] = (above[o][k] - below[o][k]) / (2 * epsilon);
      }
    }
    return above;
  }

  private double[][] shifted(int input, double[] direction, double step) {
    Variable[] moved = new Variable[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      // A copy: the elements of an expanded input are one number, here they have to be several.
      double[] values = inputs[i].toDoubleArray();
      for (int j = 0; i == input && j < values.length; j++) {
        values[j] += step * direction[j];
      }
      moved[i] = Variable.of(Tensor.of(values, inputs[i].shape()));
    }
    return values(f.apply(moved));
  }

  // ---- directions -----------------------------------------------------------------------------

  Random random() {
    return new Random(seed + 1);
  }

  double[][] randomOutputs(Random random) {
    double[][] u = new double[outputs.length][];
    for (int o = 0; o < u.length; o++) {
      u[o] = signs(random, outputSize(o));
    }
    return u;
  }

  /** Numbers -1 and 1. */
  static double[] signs(Random random, int size) {
    double[] signs = new double[size];
    for (int i = 0; i < size; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
    }
    return signs;
  }
}
