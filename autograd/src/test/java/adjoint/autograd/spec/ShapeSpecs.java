package adjoint.autograd.spec;

import adjoint.autograd.Variable;
import adjoint.autograd.functions.Concat;
import adjoint.autograd.functions.Diagonal;
import adjoint.autograd.functions.DiagonalEmbed;
import adjoint.autograd.functions.Flip;
import adjoint.autograd.functions.Pad;
import adjoint.autograd.functions.Permute;
import adjoint.autograd.functions.Reshape;
import adjoint.autograd.functions.Select;
import adjoint.autograd.functions.Slice;
import adjoint.autograd.functions.SliceEmbed;
import adjoint.autograd.functions.Transpose;
import java.util.List;
import java.util.stream.Stream;

/** Other shapes of the same elements, parts, and parts put together. */
final class ShapeSpecs {
  private static final int[] SHAPE = {2, 3, 4};

  private ShapeSpecs() {}

  static Stream<OpSpec> all() {
    return Stream.of(reshapes(), orders(), slices(), diagonals(), pads(), joins()).flatMap(s -> s);
  }

  private static Stream<OpSpec> reshapes() {
    return Stream.of(
        OpSpec.of("reshape", Reshape.class, x -> x[0].reshape(4, 6), inOrder(4, 6), real()),
        OpSpec.of("reshape -1", Reshape.class, x -> x[0].reshape(3, -1), inOrder(3, 8), real()),
        OpSpec.of("flatten", Reshape.class, x -> x[0].flatten(0, 1), inOrder(6, 4), real()),
        OpSpec.of("unsqueeze", Reshape.class, x -> x[0].unsqueeze(1), inOrder(2, 1, 3, 4), real()),
        OpSpec.of(
            "squeeze", Reshape.class, x -> x[0].squeeze(-2), inOrder(2, 3), Operand.real(2, 1, 3)));
  }

  private static Operand real() {
    return Operand.real(SHAPE);
  }

  /** The same elements in row-major order. */
  private static Reference inOrder(int... shape) {
    return x -> new Plain(x[0].values(), shape);
  }

  private static Stream<OpSpec> orders() {
    return Stream.of(
        OpSpec.of(
            "transpose",
            Transpose.class,
            x -> x[0].transpose(0, -1),
            pick(new int[] {4, 3, 2}, i -> new int[] {i[2], i[1], i[0]}),
            real()),
        OpSpec.of(
            "t",
            Transpose.class,
            x -> x[0].t(),
            pick(new int[] {2, 4, 3}, i -> new int[] {i[0], i[2], i[1]}),
            real()),
        OpSpec.of(
            "permute",
            Permute.class,
            x -> x[0].permute(2, 0, 1),
            pick(new int[] {4, 2, 3}, i -> new int[] {i[1], i[2], i[0]}),
            real()),
        OpSpec.of(
            "permute from the end",
            Permute.class,
            x -> x[0].permute(-2, -1, 0),
            pick(new int[] {3, 4, 2}, i -> new int[] {i[2], i[0], i[1]}),
            real()),
        OpSpec.of(
            "flip",
            Flip.class,
            x -> x[0].flip(0, -1),
            pick(SHAPE, i -> new int[] {1 - i[0], i[1], 3 - i[2]}),
            real()));
  }

  /** Where an element of the result comes from. */
  private interface Source {
    int[] of(int... index);
  }

  private static Reference pick(int[] shape, Source source) {
    return x -> Plain.build(shape, i -> x[0].get(source.of(i)));
  }

  private static Stream<OpSpec> slices() {
    return Stream.of(
        slice("slice", 1, 3, 1, 1, 2),
        slice("slice by 2", 0, 4, 2, 0, 2),
        slice("slice clipped", -3, 99, 1, 1, 3),
        slice("slice backwards", -1, -5, -1, 3, 4),
        slice("slice backwards by 2", 2, -9, -2, 2, 2),
        OpSpec.of(
            "narrow",
            Slice.class,
            x -> x[0].narrow(1, 1, 2),
            pick(new int[] {2, 2, 4}, i -> new int[] {i[0], i[1] + 1, i[2]}),
            real()),
        OpSpec.of(
            "split",
            Slice.class,
            x -> x[0].split(new int[] {1, 2, 1}, -1).get(1),
            pick(new int[] {2, 3, 2}, i -> new int[] {i[0], i[1], i[2] + 1}),
            real()),
        OpSpec.of(
            "select",
            Select.class,
            x -> x[0].select(1, 2),
            pick(new int[] {2, 4}, i -> new int[] {i[0], 2, i[1]}),
            real()),
        OpSpec.of(
            "select from the end",
            Select.class,
            x -> x[0].select(-1, -1),
            pick(new int[] {2, 3}, i -> new int[] {i[0], i[1], 3}),
            real()),
        OpSpec.of(
            "sliceEmbed",
            SliceEmbed.class,
            x -> new SliceEmbed(new int[] {2, 6}, 1, -1, -7, -2).apply(x[0]),
            x ->
                Plain.build(
                    new int[] {2, 6}, i -> i[1] % 2 == 0 ? 0 : x[0].get(i[0], 2 - i[1] / 2)),
            Operand.real(2, 3)));
  }

  /** A slice of the last dimension that begins at {@code first} and has {@code count} elements. */
  private static OpSpec slice(String name, int start, int end, int step, int first, int count) {
    return OpSpec.of(
        name,
        Slice.class,
        x -> x[0].slice(-1, start, end, step),
        pick(new int[] {2, 3, count}, i -> new int[] {i[0], i[1], first + i[2] * step}),
        real());
  }

  private static Stream<OpSpec> diagonals() {
    int[] square = {2, 3, 3};
    return Stream.of(
        OpSpec.of(
            "diagonal",
            Diagonal.class,
            x -> x[0].diagonal(),
            pick(new int[] {2, 3}, i -> new int[] {i[0], i[1], i[1]}),
            real()),
        OpSpec.of(
            "diagonal above",
            Diagonal.class,
            x -> new Diagonal(2, 1, 2).apply(x[0]),
            pick(new int[] {2, 2}, i -> new int[] {i[0], i[1], i[1] + 2}),
            real()),
        OpSpec.of(
            "diagonal below",
            Diagonal.class,
            x -> new Diagonal(-1, -1, 0).apply(x[0]),
            pick(new int[] {3, 2}, i -> new int[] {i[1], i[0], i[1] + 1}),
            real()),
        OpSpec.of(
            "diagonalEmbed",
            DiagonalEmbed.class,
            x -> new DiagonalEmbed(square, 1, -2, -1).apply(x[0]),
            x -> Plain.build(square, i -> i[2] == i[1] + 1 ? x[0].get(i[0], i[1]) : 0),
            Operand.real(2, 2)));
  }

  private static Stream<OpSpec> pads() {
    return Stream.of(
        pad("pad", 1, 2, 0, 3, 0.5),
        pad("pad and cut", -1, 2, 1, -2, 0),
        pad("cut", 0, -2, -1, -1, 7));
  }

  /** Pads the last dimension by the first pair of amounts, the one before by the second. */
  private static OpSpec pad(String name, int left, int right, int top, int bottom, double value) {
    int[] amounts = {left, right, top, bottom};
    int[] shape = {2, 3 + top + bottom, 4 + left + right};
    return OpSpec.of(
        name,
        Pad.class,
        x -> x[0].pad(amounts, value),
        x ->
            Plain.build(
                shape,
                i -> {
                  int row = i[1] - top;
                  int column = i[2] - left;
                  boolean inside = row >= 0 && row < 3 && column >= 0 && column < 4;
                  return inside ? x[0].get(i[0], row, column) : value;
                }),
        real());
  }

  private static Stream<OpSpec> joins() {
    return Stream.of(
        OpSpec.of(
            "concat",
            Concat.class,
            x -> Variable.concat(List.of(x), -2),
            x ->
                Plain.build(
                    new int[] {2, 6, 4},
                    i -> {
                      int part = i[1] < 3 ? 0 : i[1] < 4 ? 1 : 2;
                      return x[part].get(i[0], i[1] - new int[] {0, 3, 4}[part], i[2]);
                    }),
            real(),
            Operand.real(2, 1, 4),
            Operand.real(2, 2, 4)),
        OpSpec.of(
            "stack",
            Concat.class,
            x -> Variable.stack(List.of(x), 1),
            x -> Plain.build(new int[] {2, 2, 3, 4}, i -> x[i[1]].get(i[0], i[2], i[3])),
            real(),
            real()));
  }
}
