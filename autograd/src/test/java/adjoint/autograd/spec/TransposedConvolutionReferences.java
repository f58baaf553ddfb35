package adjoint.autograd.spec;

import adjoint.tensor.Conv2dOptions;

/** Transposed convolutions, compared with the loop that adds every element's kernel. */
final class TransposedConvolutionReferences {
  private TransposedConvolutionReferences() {}

  static void addTo(References references) {
    Conv2dOptions plain = Conv2dOptions.DEFAULT;
    reference(references, plain, 0, 0, 4, 3);
    reference(references, plain.withStride(2).withPadding(1), 1, 0, 5, 2);
    reference(
        references,
        plain.withGroups(2).withDilation(1, 2).withPadding(0, 1).withStride(3, 2),
        2,
        1,
        10,
        4);
  }

  /** For outputs of a height and width. */
  private static void reference(
      References references,
      Conv2dOptions options,
      int paddingY,
      int paddingX,
      int height,
      int width) {
    int[] output = {2, 2, height, width};
    String name = options + " output padding " + paddingY + " x " + paddingX;
    references
        .add("convTranspose2d " + name, x -> scatter(options, output, x))
        .add("convTranspose2d without bias " + name, x -> scatter(options, output, x));
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
