package adjoint.autograd;

import java.util.Arrays;
import java.util.Random;

/** Compares the two Jacobians of a {@link JacobianProbe} and says how they differ. */
final class JacobianComparison {
  private static final int DIRECTIONS = 4;
  private static final long HUGE = 4_000_000;

  private final JacobianProbe probe;
  private final GradCheck.Labels labels;
  private final double absolute;
  private final double relative;
  private double worst;

  JacobianComparison(
      JacobianProbe probe, GradCheck.Labels labels, double absolute, double relative) {
    this.probe = probe;
    this.labels = labels;
    this.absolute = absolute;
    this.relative = relative;
  }

  /** Compares every entry; the first pair of input and output with a wrong one is described. */
  GradCheck.Report entryByEntry() {
    int[][] in = probe.inputShapes();
    int[][] out = probe.outputShapes();
    double[][][] numeric = new double[in.length][][];
    for (int i = 0; i < in.length; i++) {
      numeric[i] = numericByOutput(i, out.length);
    }
    String failure = null;
    for (int o = 0; o < out.length; o++) {
      double[][] analytic = new double[in.length][];
      for (int i = 0; i < in.length; i++) {
        analytic[i] = new double[probe.outputSize(o) * probe.inputSize(i)];
      }
      for (int k = 0; k < probe.outputSize(o); k++) {
        double[][] row = probe.row(o, k);
        for (int i = 0; i < in.length; i++) {
          System.arraycopy(row[i], 0, analytic[i], k * row[i].length, row[i].length);
        }
      }
      for (int i = 0; i < in.length; i++) {
        String found = compare(analytic[i], numeric[i][o], o, out[o], i, in[i]);
        failure = failure == null ? found : failure;
      }
    }
    return new GradCheck.Report(worst, failure);
  }

  /** For each output, the derivatives by one input: rows for output, columns for input elements. */
  private double[][] numericByOutput(int input, int outputs) {
    int columns = probe.inputSize(input);
    double[][] result = new double[outputs][];
    for (int o = 0; o < outputs; o++) {
      result[o] = new double[probe.outputSize(o) * columns];
    }
    for (int j = 0; j < columns; j++) {
      double[][] column = probe.column(input, j);
      for (int o = 0; o < outputs; o++) {
        for (int k = 0; k < column[o].length; k++) {
          result[o][k * columns + j] = column[o][k];
        }
      }
    }
    return result;
  }

  private String compare(
      double[] analytic, double[] numeric, int output, int[] out, int input, int[] in) {
    int first = -1;
    int wrong = 0;
    for (int e = 0; e < analytic.length; e++) {
      note(analytic[e], numeric[e]);
      if (!agree(analytic[e], numeric[e])) {
        first = wrong++ == 0 ? e : first;
      }
    }
    if (wrong == 0) {
      return null;
    }
    int columns = probe.inputSize(input);
    String cause = new GradientDiagnosis(analytic, numeric, out, in, this::agree).likelyCause();
    return "gradient check: element "
        + Arrays.toString(Anomalies.index(first / columns, out))
        + " of "
        + labels.output(output)
        + " by element "
        + Arrays.toString(Anomalies.index(first % columns, in))
        + " of "
        + labels.input(input)
        + ": analytic "
        + analytic[first]
        + ", numeric "
        + numeric[first]
        + "; "
        + wrong
        + " of "
        + analytic.length
        + " entries differ"
        + (cause == null ? "" : ". Likely: " + cause);
  }

  /** Compares u^T J v for random u and v. */
  GradCheck.Report alongDirections() {
    Random random = probe.random();
    int inputs = probe.inputShapes().length;
    String failure = null;
    for (int n = 0; n < DIRECTIONS; n++) {
      double[][] u = probe.randomOutputs(random);
      double[][] gradients = probe.gradients(u);
      for (int i = 0; i < inputs; i++) {
        double[] v = JacobianProbe.signs(random, probe.inputSize(i));
        double[][] change = probe.along(i, v);
        double analytic = dot(gradients[i], v);
        double numeric = 0;
        for (int o = 0; o < u.length; o++) {
          numeric += dot(u[o], change[o]);
        }
        note(analytic, numeric);
        if (failure == null && !agree(analytic, numeric)) {
          failure =
              "gradient check: along a random direction of "
                  + labels.input(i)
                  + ": analytic "
                  + analytic
                  + ", numeric "
                  + numeric;
        }
      }
    }
    if (failure != null && entries() <= HUGE) {
      GradCheck.Report full = entryByEntry();
      return full.passed() ? new GradCheck.Report(worst, failure) : full;
    }
    return new GradCheck.Report(worst, failure);
  }

  private long entries() {
    long rows = 0;
    long columns = 0;
    for (int o = 0; o < probe.outputShapes().length; o++) {
      rows += probe.outputSize(o);
    }
    for (int i = 0; i < probe.inputShapes().length; i++) {
      columns += probe.inputSize(i);
    }
    return rows * columns;
  }

  private void note(double analytic, double numeric) {
    double error = Math.abs(analytic - numeric) / Math.max(1, Math.abs(numeric));
    worst = Math.max(worst, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
  }

  private boolean agree(double analytic, double numeric) {
    return Math.abs(analytic - numeric) <= absolute + relative * Math.abs(numeric);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
