package adjoint.autograd.spec;

import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Layout;
import java.util.Arrays;
import java.util.List;

/** Matrix products, convolution with its gradients, batch normalisation. */
final class LayerReferences {
  private static final double EPS = 1e-2;

  private LayerReferences() {}

  static void addTo(References references) {
    references
        .add("bmm", LayerReferences::bmm)
        .add("matmul", LayerReferences::matmul)
        .add("batchNorm", LayerReferences::batchNorm);
    Conv2dOptions plain = Conv2dOptions.DEFAULT;
    List.of(
            plain,
            plain.withPadding(1).withStride(2),
            plain.withGroups(2).withDilation(1, 2).withPadding(0, 2).withStride(2, 1))
        .forEach(options -> convolution(references, options));
  }

  // ---- matrix products ------------------------------------------------------------------------

  private static Plain matmul(Plain... x) {
    return Plain.build(
        new int[] {3, 2, 2, 3},
        i -> {
          double sum = 0;
          for (int k = 0; k < 4; k++) {
            sum += x[0].get(i[0], 0, i[2], k) * x[1].get(i[1], k, i[3]);
          }
          return sum;
        });
  }

  private static Plain bmm(Plain... x) {
    int inner = x[0].shape()[2];
    int[] shape = {x[0].shape()[0], x[0].shape()[1], x[1].shape()[2]};
    return Plain.build(
        shape,
        i -> {
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            sum += x[0].get(i[0], i[1], k) * x[1].get(i[0], k, i[2]);
          }
          return sum;
        });
  }

  // ---- convolution ----------------------------------------------------------------------------

  /** The convolution of 2 x 4 x 4 x 3 by 2 x 4 / groups x 2 x 2, and its two gradients. */
  private static void convolution(References references, Conv2dOptions options) {
    int[] input = {2, 4, 4, 3};
    int[] weight = {2, 4 / options.groups(), 2, 2};
    references
        .add("conv2d " + options, x -> conv2d(options, x))
        .add("conv2d without bias " + options, x -> conv2d(options, x))
        .add(
            "conv2dInputGradient " + options,
            x -> transpose(v -> conv2d(options, v[0], x[1]), input).apply(x[0]))
        .add(
            "conv2dWeightGradient " + options,
            x -> transpose(v -> conv2d(options, x[1], v[0]), weight).apply(x[0]));
  }

  /** Input, weight and, perhaps, bias. */
  private static Plain conv2d(Conv2dOptions o, Plain... x) {
    int[] in = x[0].shape();
    int[] w = x[1].shape();
    int[] shape = {in[0], w[0], o.outputHeight(in[2], w[2]), o.outputWidth(in[3], w[3])};
    return Plain.build(
        shape,
        i -> {
          int group = i[1] / (w[0] / o.groups());
          double sum = x.length > 2 ? x[2].get(i[1]) : 0;
          for (int tap = 0; tap < w[1] * w[2] * w[3]; tap++) {
            int[] at = Plain.index(tap, w[1], w[2], w[3]);
            int row = i[2] * o.strideY() + at[1] * o.dilationY() - o.paddingY();
            int column = i[3] * o.strideX() + at[2] * o.dilationX() - o.paddingX();
            if (row >= 0 && row < in[2] && column >= 0 && column < in[3]) {
              double value = x[0].get(i[0], group * w[1] + at[0], row, column);
              sum += x[1].get(i[1], at[0], at[1], at[2]) * value;
            }
          }
          return sum;
        });
  }

  /**
   * The transpose of a linear operation, from nothing but the operation: element p of the result is
   * {@code <g, A e_p>}, where e_p is 1 at p and 0 elsewhere.
   */
  static Reference transpose(Reference linear, int... inputShape) {
    return g ->
        Plain.build(
            inputShape,
            p -> {
              Plain unit = Plain.build(inputShape, i -> Arrays.equals(i, p) ? 1 : 0);
              double[] column = linear.apply(unit).values();
              double sum = 0;
              for (int k = 0; k < column.length; k++) {
                sum += g[0].values()[k] * column[k];
              }
              return sum;
            });
  }

  // ---- batch normalisation --------------------------------------------------------------------

  private static Plain batchNorm(Plain... x) {
    int[] shape = x[0].shape();
    int all = Layout.elementCount(shape);
    int[] positions = {0, 0};
    double[][] values = new double[2][all / 2];
    for (int k = 0; k < all; k++) {
      int channel = Plain.index(k, shape)[1];
      values[channel][positions[channel]++] = x[0].values()[k];
    }
    return Plain.build(
        shape,
        i -> {
          double mean = Arrays.stream(values[i[1]]).average().orElseThrow();
          double var =
              Arrays.stream(values[i[1]]).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
          double normal = (x[0].get(i) - mean) / Math.sqrt(var + EPS);
          return normal * x[1].get(i[1]) + x[2].get(i[1]);
        });
  }
}
