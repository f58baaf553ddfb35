package adjoint.autograd.spec;

/** Other shapes of the same elements, parts, and parts put together. */
final class ShapeReferences {
  private ShapeReferences() {}

  static void addTo(References references) {
    reshapes(references);
    orders(references);
    slices(references);
    diagonals(references);
    pad(references, "pad", 1, 2, 0, 3, 0.5);
    pad(references, "pad and cut", -1, 2, 1, -2, 0);
    pad(references, "cut", 0, -2, -1, -1, 7);
    joins(references);
  }

  private static void reshapes(References references) {
    references
        .add("reshape", inOrder(4, 6))
        .add("reshape -1", inOrder(3, 8))
        .add("flatten", inOrder(6, 4))
        .add("unsqueeze", inOrder(2, 1, 3, 4))
        .add("squeeze", inOrder(2, 3));
  }

  /** The same elements in row-major order. */
  private static Reference inOrder(int... shape) {
    return x -> new Plain(x[0].values(), shape);
  }

  /** Where an element of the result comes from. */
  private interface Source {
    int[] of(int... index);
  }

  private static Reference pick(int[] shape, Source source) {
    return x -> Plain.build(shape, i -> x[0].get(source.of(i)));
  }

  private static int[] at(int... numbers) {
    return numbers;
  }

  private static void orders(References references) {
    references
        .add("transpose", pick(at(4, 3, 2), i -> at(i[2], i[1], i[0])))
        .add("t", pick(at(2, 4, 3), i -> at(i[0], i[2], i[1])))
        .add("permute", pick(at(4, 2, 3), i -> at(i[1], i[2], i[0])))
        .add("permute from the end", pick(at(3, 4, 2), i -> at(i[2], i[0], i[1])))
        .add("flip", pick(at(2, 3, 4), i -> at(1 - i[0], i[1], 3 - i[2])));
  }

  private static void slices(References references) {
    references
        .add("slice", slice(1, 1, 2))
        .add("slice by 2", slice(0, 2, 2))
        .add("slice clipped", slice(1, 1, 3))
        .add("slice backwards", slice(3, -1, 4))
        .add("slice backwards by 2", slice(2, -2, 2))
        .add("narrow", pick(at(2, 2, 4), i -> at(i[0], i[1] + 1, i[2])))
        .add("split", pick(at(2, 3, 2), i -> at(i[0], i[1], i[2] + 1)))
        .add("select", pick(at(2, 4), i -> at(i[0], 2, i[1])))
        .add("select from the end", pick(at(2, 3), i -> at(i[0], i[1], 3)))
        .add(
            "sliceEmbed",
            x -> Plain.build(at(2, 6), i -> i[1] % 2 == 0 ? 0 : x[0].get(i[0], 2 - i[1] / 2)));
  }

  /** A slice of the last dimension that begins at {@code first} and has {@code count} elements. */
  private static Reference slice(int first, int step, int count) {
    return pick(at(2, 3, count), i -> at(i[0], i[1], first + i[2] * step));
  }

  private static void diagonals(References references) {
    references
        .add("diagonal", pick(at(2, 3), i -> at(i[0], i[1], i[1])))
        .add("diagonal above", pick(at(2, 2), i -> at(i[0], i[1], i[1] + 2)))
        .add("diagonal below", pick(at(3, 2), i -> at(i[1], i[0], i[1] + 1)))
        .add(
            "diagonalEmbed",
            x -> Plain.build(at(2, 3, 3), i -> i[2] == i[1] + 1 ? x[0].get(i[0], i[1]) : 0));
  }

  /** Pads the last dimension by the first pair of amounts, the one before by the second. */
  private static void pad(
      References references, String name, int left, int right, int top, int bottom, double value) {
    references.add(
        name,
        x ->
            Plain.build(
                at(2, 3 + top + bottom, 4 + left + right),
                i -> {
                  int row = i[1] - top;
                  int column = i[2] - left;
                  boolean inside = row >= 0 && row < 3 && column >= 0 && column < 4;
                  return inside ? x[0].get(i[0], row, column) : value;
                }));
  }

  private static void joins(References references) {
    references
        .add(
            "concat",
            x ->
                Plain.build(
                    at(2, 6, 4),
                    i -> {
                      int part = i[1] < 3 ? 0 : i[1] < 4 ? 1 : 2;
                      return x[part].get(i[0], i[1] - at(0, 3, 4)[part], i[2]);
                    }))
        .add("stack", x -> Plain.build(at(2, 2, 3, 4), i -> x[i[1]].get(i[0], i[2], i[3])));
  }
}
