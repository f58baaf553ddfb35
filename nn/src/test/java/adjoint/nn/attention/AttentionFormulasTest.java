package adjoint.nn.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Variable;
import adjoint.nn.Module;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outputs against the formulas, written out in loops. */
class AttentionFormulasTest {
  private static Tensor random(long seed, int... shape) {
    return Tensor.randn(new Generator(seed), DType.F64, shape);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** {@code weight v + bias}; the bias may be null. */
  private static double[] affine(Tensor weight, Tensor bias, double[] v) {
    double[] result = bias == null ? new double[weight.size(0)] : bias.toDoubleArray();
    double[] w = weight.toDoubleArray();
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < v.length; j++) {
        result[i] += w[i * v.length + j] * v[j];
      }
    }
    return result;
  }

  private static double[] relu(double[] v) {
    return Arrays.stream(v).map(a -> Math.max(a, 0)).toArray();
  }

  private static double mean(double[] v) {
    return Arrays.stream(v).sum() / v.length;
  }

  private static double[] channel(Tensor x, int n, int c) {
    return x.select(0, n).select(0, c).toDoubleArray();
  }

  private static double[] means(Tensor x, int n) {
    double[] means = new double[x.size(1)];
    for (int c = 0; c < means.length; c++) {
      means[c] = mean(channel(x, n, c));
    }
    return means;
  }

  private static Tensor state(Module module, String name) {
    return module.stateDict().get(name);
  }

  /** Checks that each channel is the input times sigmoid of its logit. */
  private static void assertScaled(Tensor x, Tensor y, int n, double[] logits) {
    for (int c = 0; c < logits.length; c++) {
      double[] in = channel(x, n, c);
      double[] out = channel(y, n, c);
      for (int i = 0; i < in.length; i++) {
        assertEquals(in[i] * sigmoid(logits[c]), out[i], 1e-12);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 3, 2", "2, 7, 3, 1, 5", "3, 32, 16, 2, 2", "1, 5, 5, 1, 1"})
  void squeezeAndExcitation(int n, int c, int ratio, int h, int w) {
    Tensor x = random(n, n, c, h, w);
    Module se = new SE(c, c, ratio, new Generator(1)).to(DType.F64);
    Module layer = new SELayer(c, ratio, new Generator(1)).to(DType.F64);
    Tensor y = se.forward(Variable.of(x)).value();
    for (int i = 0; i < n; i++) {
      double[] hidden = relu(affine(state(se, "l1.weight"), null, means(x, i)));
      assertEquals(c / ratio, hidden.length);
      assertScaled(x, y, i, affine(state(se, "l2.weight"), null, hidden));
    }
    state(layer, "fc.0.weight").assign(state(se, "l1.weight"));
    state(layer, "fc.2.weight").assign(state(se, "l2.weight"));
    assertTrue(y.sameBits(layer.forward(Variable.of(x)).value()));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 2, 1e-4", "2, 3, 4, 3, 1e-4", "1, 2, 5, 7, 0.25"})
  void simam(int n, int c, int h, int w, double lambda) {
    Tensor x = random(h, n, c, h, w);
    SimAM module = new SimAM(lambda);
    Tensor y = module.forward(Variable.of(x)).value();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < c; j++) {
        double[] in = channel(x, i, j);
        double[] out = channel(y, i, j);
        double mean = mean(in);
        double sum = 0;
        for (double value : in) {
          sum += (value - mean) * (value - mean);
        }
        double variance = sum / (h * w - 1);
        for (int k = 0; k < in.length; k++) {
          double d = (in[k] - mean) * (in[k] - mean);
          double inverseEnergy = d / (4 * (variance + lambda)) + 0.5;
          assertEquals(in[k] * sigmoid(inverseEnergy), out[k], 1e-12);
        }
      }
    }
  }

  /**
   * The energy of docs/attention-gradients.md for the best w and b, by the normal equations of its
   * squares.
   */
  private static double leastEnergy(double target, double[] others, double lambda) {
    int n = others.length;
    double sum = 0;
    double squares = 0;
    for (double x : others) {
      sum += x / n;
      squares += x * x / n;
    }
    // e = squares w^2 + 2 sum w b + b^2 + 2 (sum w + b) + 1 + (1 - w t - b)^2 + lambda w^2
    double ww = squares + target * target + lambda;
    double wb = sum + target;
    double w = 2 * (target - sum) / (2 * ww - wb * wb);
    double b = -w * wb / 2;
    double energy = lambda * w * w + Math.pow(1 - w * target - b, 2);
    for (double x : others) {
      energy += Math.pow(-1 - w * x - b, 2) / n;
    }
    return energy;
  }

  @ParameterizedTest
  @CsvSource({"2, 1e-4", "5, 1e-4", "40, 0.3"})
  void simamIsTheInverseOfTheLeastEnergy(int others, double lambda) {
    double[] x = random(others, others).toDoubleArray();
    double target = 1.7;
    double mean = mean(x);
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / others;
    double inverse = (target - mean) * (target - mean) / (4 * (variance + lambda)) + 0.5;
    assertEquals(1 / inverse, leastEnergy(target, x, lambda), 1e-12);
  }

  @Test
  void simamLeavesAConstantMapItsShape() {
    Tensor x = Tensor.full(DType.F64, 3, 1, 2, 2, 2);
    Tensor y = new SimAM().forward(Variable.of(x)).value();
    assertEquals(0, y.sub(3 * sigmoid(0.5)).abs().max().item(), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 3, 4",
    "2, 8, 8, 3, 4",
    "3, 5, 2, 2, 3",
    "1, 2, 1, 999, 1",
    "1, 2, 1, 1000, 2",
    "1, 2, 1, 1001, 2",
    "1, 2, 1, 1007, 1006",
  })
  void soca(int n, int c, int reduction, int h, int w) {
    Tensor x = random(w, n, c, h, w);
    Module module = new SOCA(c, reduction, new Generator(2)).to(DType.F64);
    Tensor y = module.forward(Variable.of(x)).value();
    int top = h >= 1000 ? (h - 1000) / 2 : 0;
    int left = w >= 1000 ? (w - 1000) / 2 : 0;
    int rows = Math.min(h, 1000);
    int columns = Math.min(w, 1000);
    for (int i = 0; i < n; i++) {
      double[][] centred = new double[c][rows * columns];
      for (int j = 0; j < c; j++) {
        double[] map = channel(x, i, j);
        for (int k = 0; k < rows * columns; k++) {
          centred[j][k] = map[(top + k / columns) * w + left + k % columns];
        }
        double mean = mean(centred[j]);
        centred[j] = Arrays.stream(centred[j]).map(a -> a - mean).toArray();
      }
      double[][] root = root(centred);
      double[] s = new double[c];
      for (int j = 0; j < c; j++) {
        for (int k = 0; k < c; k++) {
          s[j] += root[k][j] / c;
        }
      }
      Tensor w0 = state(module, "conv_du.0.weight");
      double[] hidden = relu(affine(w0, state(module, "conv_du.0.bias"), s));
      assertEquals(c / reduction, hidden.length);
      Tensor w2 = state(module, "conv_du.2.weight");
      assertScaled(x, y, i, affine(w2, state(module, "conv_du.2.bias"), hidden));
    }
  }

  /** Five Newton-Schulz steps on the covariance of centred rows. */
  private static double[][] root(double[][] centred) {
    int c = centred.length;
    double[][] sigma = new double[c][c];
    double trace = 0;
    for (int i = 0; i < c; i++) {
      for (int j = 0; j < c; j++) {
        for (int k = 0; k < centred[0].length; k++) {
          sigma[i][j] += centred[i][k] * centred[j][k] / centred[0].length;
        }
      }
      trace += sigma[i][i];
    }
    Tensor three = Tensor.eye(DType.F64, c).mul(3);
    Tensor y = Tensor.of(sigma).div(trace);
    Tensor z = Tensor.eye(DType.F64, c);
    for (int k = 0; k < 5; k++) {
      Tensor factor = three.sub(z.matmul(y)).mul(0.5);
      y = y.matmul(factor);
      z = factor.matmul(z);
    }
    double[] flat = y.mul(Math.sqrt(trace)).toDoubleArray();
    double[][] root = new double[c][];
    for (int i = 0; i < c; i++) {
      root[i] = Arrays.copyOfRange(flat, i * c, (i + 1) * c);
    }
    return root;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1, 0, 1, 1, true, 4, 34",
    "2, 4, 6, 3, 2, 1, 1, 2, true, 3, 7",
    "3, 3, 2, 2, 1, 0, 2, 1, false, 5, 1",
    "2, 8, 4, 3, 1, 2, 2, 4, true, 1, 31",
  })
  void dynamicConvolution(
      int n,
      int in,
      int out,
      int kernel,
      int stride,
      int padding,
      int dilation,
      int groups,
      boolean bias,
      int kernels,
      int temperature) {
    Conv2dOptions options =
        Conv2dOptions.DEFAULT
            .withStride(stride)
            .withPadding(padding)
            .withDilation(dilation)
            .withGroups(groups);
    DynamicConv2d module =
        new DynamicConv2d(
            in, out, kernel, 1, options, bias, kernels, temperature, new Generator(3));
    module.to(DType.F64);
    if (bias) {
      module.bias().value().assign(random(4, kernels, out));
    }
    Tensor x = random(5, n, in, 5, 6);
    Tensor y = module.forward(Variable.of(x)).value();
    Tensor weights = module.weight().value();
    for (int i = 0; i < n; i++) {
      double[] hidden = relu(affine(state(module, "attention.fc1.weight"), null, means(x, i)));
      double[] logits = affine(state(module, "attention.fc2.weight"), null, hidden);
      double total = 0;
      for (double logit : logits) {
        total += Math.exp(logit / temperature);
      }
      // Convolution is linear in the kernel, so the mixture of outputs is the output of the
      // mixture.
      Tensor mixed = Tensor.zeros(DType.F64, 1, out, y.size(2), y.size(3));
      for (int k = 0; k < kernels; k++) {
        Tensor b = bias ? module.bias().value().select(0, k) : null;
        Tensor one = x.narrow(0, i, 1).conv2d(weights.select(0, k), b, options);
        mixed.addInPlace(one, Math.exp(logits[k] / temperature) / total);
      }
      assertArrayEquals(mixed.toDoubleArray(), y.select(0, i).toDoubleArray(), 1e-12);
    }
  }
}
