package adjoint.autograd.spec;

import adjoint.autograd.functions.ConvTranspose2d;
import adjoint.tensor.Conv2dOptions;
import java.util.stream.Stream;

/** Transposed convolutions, compared with the loop that adds every element's kernel. */
final class TransposedConvolutionSpecs {
  private static final Conv2dOptions PLAIN = Conv2dOptions.DEFAULT;

  private TransposedConvolutionSpecs() {}

  static Stream<OpSpec> all() {
    return Stream.of(
            specs(PLAIN, 0, 0, 4, 3),
            specs(PLAIN.withStride(2).withPadding(1), 1, 0, 5, 2),
            specs(
                PLAIN.withGroups(2).withDilation(1, 2).withPadding(0, 1).withStride(3, 2),
                2,
                1,
                10,
                4))
        .flatMap(s -> s);
  }

  /** Input 2 x 4 x 3 x 2, weight 4 x 2 / groups x 2 x 2. */
  private static Stream<OpSpec> specs(
      Conv2dOptions options, int paddingY, int paddingX, int height, int width) {
    int[] input = {2, 4, 3, 2};
    int[] weight = {4, 2 / options.groups(), 2, 2};
    int[] output = {2, 2, height, width};
    String name = " " + options + " output padding " + paddingY + " x " + paddingX;
    return Stream.of(
        OpSpec.of(
            "convTranspose2d" + name,
            ConvTranspose2d.class,
            x -> x[0].convTranspose2d(x[1], x[2], options, paddingY, paddingX),
            x -> scatter(options, output, x),
            Operand.real(input),
            Operand.real(weight),
            Operand.real(2)),
        OpSpec.of(
            "convTranspose2d without bias" + name,
            null,
            x -> x[0].convTranspose2d(x[1], null, options, paddingY, paddingX),
            x -> scatter(options, output, x),
            Operand.real(input),
            Operand.real(weight)));
  }

  private static Plain scatter(Conv2dOptions o, int[] output, Plain... x) {
    Plain y = Plain.build(output, i -> x.length > 2 ? x[2].get(i[1]) : 0);
    int[] in = x[0].shape();
    int[] w = x[1].shape();
    for (int k = 0; k < x[0].values().length; k++) {
      int[] from = Plain.index(k, in);
      int group = from[1] / (in[1] / o.groups());
      for (int tap = 0; tap < w[1] * w[2] * w[3]; tap++) {
        int[] at = Plain.index(tap, w[1], w[2], w[3]);
        int row = from[2] * o.strideY() + at[1] * o.dilationY() - o.paddingY();
        int column = from[3] * o.strideX() + at[2] * o.dilationX() - o.paddingX();
        if (row >= 0 && row < output[2] && column >= 0 && column < output[3]) {
          int channel = group * w[1] + at[0];
          int target = ((from[0] * output[1] + channel) * output[2] + row) * output[3] + column;
          y.values()[target] += x[0].values()[k] * x[1].get(from[1], at[0], at[1], at[2]);
        }
      }
    }
    return y;
  }
}
