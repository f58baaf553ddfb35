package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.backend.FloatMath;
import adjoint.tensor.backend.Parallel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Normalisation of channels, and the reverse of silu, against plain sums in double precision. */
class ChannelNormTest {
  private static final double OFFSET = 40;

  private final Generator generator = new Generator(System.nanoTime());

  private Tensor random(int... shape) {
    return Tensor.randn(generator, DType.F32, shape).add(OFFSET);
  }

  /** A tensor of that shape whose elements do not follow each other. */
  private Tensor spread(int n, int c, int h, int w) {
    return random(c, n, w, h).permute(1, 0, 3, 2);
  }

  @Test
  void momentsAreThoseOfDoublePrecision() {
    for (Tensor x : new Tensor[] {random(3, 5, 7, 6), spread(2, 4, 5, 3), random(1, 2, 1, 1)}) {
      Tensor[] moments = x.channelMoments();
      Tensor exact = x.to(DType.F64).transpose(0, 1).copy().view(x.size(1), -1);
      Tensor mean = exact.mean(new int[] {1}, true);
      assertArrayEquals(mean.toDoubleArray(), moments[0].toDoubleArray(), 4e-6);
      Tensor variance = exact.sub(mean).square().mean(1);
      assertArrayEquals(variance.toDoubleArray(), moments[1].toDoubleArray(), 2e-6);
    }
  }

  @Test
  void normalisesEveryChannel() {
    Tensor x = spread(2, 3, 4, 5);
    Tensor mean = random(3);
    Tensor scale = random(3);
    Tensor shift = random(3);
    double[] y = x.channelNorm(mean, scale, shift, Activation.NONE).toDoubleArray();
    double[] values = x.toDoubleArray();
    for (int i = 0; i < y.length; i++) {
      int c = i / 20 % 3;
      double expected = (values[i] - mean.get(c)) * scale.get(c) + shift.get(c);
      // Two roundings of numbers up to ten times the offset, and one of the difference.
      assertEquals(expected, y[i], 10 * OFFSET * 3 * Math.ulp(1f));
    }
  }

  @Test
  void gradientIsThatOfTheFormula() {
    Tensor x = spread(3, 4, 6, 5);
    Tensor g = Tensor.randn(generator, DType.F32, 3, 4, 6, 5);
    Tensor weight = Tensor.rand(generator, DType.F32, 4).add(.5);
    Tensor[] moments = x.channelMoments();
    Tensor root = moments[1].add(1e-3).rsqrt();
    Tensor[] actual = x.channelNormGradient(g, moments[0], root, weight, weight, Activation.NONE);
    double[] v = x.toDoubleArray();
    double[] dy = g.toDoubleArray();
    for (int c = 0; c < 4; c++) {
      double sum = 0;
      double sumH = 0;
      for (int i = 0; i < v.length; i++) {
        if (i / 30 % 4 == c) {
          sum += dy[i];
          sumH += dy[i] * (v[i] - moments[0].get(c)) * root.get(c);
        }
      }
      assertEquals(sum, actual[2].get(c), 1e-4);
      assertEquals(sumH, actual[1].get(c), 1e-3);
      for (int i = 0; i < v.length; i++) {
        if (i / 30 % 4 == c) {
          double h = (v[i] - moments[0].get(c)) * root.get(c);
          double expected = weight.get(c) * root.get(c) * (dy[i] - sum / 90 - h * sumH / 90);
          assertEquals(expected, actual[0].toDoubleArray()[i], 1e-4);
        }
      }
    }
  }

  @Test
  void siluGradientIsItsFormula() {
    Tensor x = Tensor.randn(generator, DType.F32, 3, 50, 31).mul(8);
    Tensor g = Tensor.randn(generator, DType.F32, 31, 50, 3).permute(2, 1, 0);
    float[] expected = new float[x.elementCount()];
    float[] values = x.toFloatArray();
    float[] gradients = g.toFloatArray();
    for (int i = 0; i < expected.length; i++) {
      expected[i] = FloatMath.siluGradient(values[i], gradients[i]);
      double s = 1 / (1 + Math.exp(-values[i]));
      double exact = gradients[i] * s * (1 + values[i] * (1 - s));
      assertEquals(exact, expected[i], 2e-6 * (1 + Math.abs(gradients[i])));
    }
    assertTrue(Tensor.of(expected, 3, 50, 31).sameBits(x.siluGradient(g)));
  }

  @Test
  void anActivationInTheSamePassHasTheSameBits() {
    Tensor x = Tensor.randn(generator, DType.F32, 2, 3, 70, 41);
    Tensor g = Tensor.randn(generator, DType.F32, 2, 3, 70, 41);
    Tensor weight = Tensor.randn(generator, DType.F32, 3);
    Tensor bias = Tensor.randn(generator, DType.F32, 3);
    Tensor[] moments = x.channelMoments();
    Tensor root = moments[1].add(1e-3).rsqrt();
    Tensor z = x.channelNorm(moments[0], root.mul(weight), bias, Activation.NONE);
    Tensor y = x.channelNorm(moments[0], root.mul(weight), bias, Activation.SILU);
    assertTrue(z.silu().sameBits(y));
    Tensor[] fused = x.channelNormGradient(g, moments[0], root, weight, bias, Activation.SILU);
    Tensor[] inTurn =
        x.channelNormGradient(z.siluGradient(g), moments[0], root, weight, bias, Activation.NONE);
    for (int i = 0; i < 3; i++) {
      assertTrue(fused[i].sameBits(inTurn[i]), "gradient " + i);
    }
  }

  @Test
  void bitsDoNotDependOnThreads() {
    int before = Parallel.threads();
    try {
      Tensor x = random(4, 9, 20, 30);
      Parallel.setThreads(1);
      Tensor one = Tensor.concat(List.of(x.channelMoments()), 0);
      Tensor silu = x.siluGradient(x);
      Parallel.setThreads(3);
      assertTrue(one.sameBits(Tensor.concat(List.of(x.channelMoments()), 0)));
      assertTrue(silu.sameBits(x.siluGradient(x)));
    } finally {
      Parallel.setThreads(before);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    Tensor x = random(2, 3, 4, 5);
    Tensor three = random(3);
    assertThrows(ShapeException.class, () -> random(3).channelMoments());
    assertThrows(DTypeException.class, () -> x.to(DType.F64).channelMoments());
    assertThrows(
        ShapeException.class, () -> x.channelNorm(random(2), three, three, Activation.NONE));
    assertThrows(ShapeException.class, () -> Tensor.zeros(0, 3, 1, 1).channelMoments());
    assertThrows(
        ShapeException.class,
        () ->
            x.channelNormGradient(random(2, 3, 4, 4), three, three, three, three, Activation.NONE));
    assertThrows(ShapeException.class, () -> x.siluGradient(three));
    assertThrows(DTypeException.class, () -> x.siluGradient(x.to(DType.F64)));
  }
}
