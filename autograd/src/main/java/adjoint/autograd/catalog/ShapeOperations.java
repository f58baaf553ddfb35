package adjoint.autograd.catalog;

import adjoint.autograd.Expression;
import adjoint.autograd.Function;
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
final class ShapeOperations {
  private static final Operand REAL = Operand.real(2, 3, 4);

  private ShapeOperations() {}

  static Stream<Operation> all() {
    return Stream.of(arrangements(), parts(), joins()).flatMap(s -> s);
  }

  private static Stream<Operation> arrangements() {
    return Stream.of(
        operation(
            "reshape",
            Reshape.class,
            sample("reshape", x -> x[0].reshape(4, 6)),
            sample("reshape -1", x -> x[0].reshape(3, -1))),
        operation("flatten", Reshape.class, sample("flatten", x -> x[0].flatten(0, 1))),
        operation("unsqueeze", Reshape.class, sample("unsqueeze", x -> x[0].unsqueeze(1))),
        operation(
            "squeeze",
            Reshape.class,
            Sample.of("squeeze", x -> x[0].squeeze(-2), Operand.real(2, 1, 3))),
        operation(
            "transpose",
            Transpose.class,
            sample("transpose", x -> x[0].transpose(0, -1)),
            sample("t", x -> x[0].t())),
        operation(
            "permute",
            Permute.class,
            sample("permute", x -> x[0].permute(2, 0, 1)),
            sample("permute from the end", x -> x[0].permute(-2, -1, 0))),
        operation("flip", Flip.class, sample("flip", x -> x[0].flip(0, -1))));
  }

  private static Stream<Operation> parts() {
    return Stream.of(
        operation(
            "slice",
            Slice.class,
            sample("slice", x -> x[0].slice(-1, 1, 3, 1)),
            sample("slice by 2", x -> x[0].slice(-1, 0, 4, 2)),
            sample("slice clipped", x -> x[0].slice(-1, -3, 99, 1)),
            sample("slice backwards", x -> x[0].slice(-1, -1, -5, -1)),
            sample("slice backwards by 2", x -> x[0].slice(-1, 2, -9, -2))),
        operation("narrow", Slice.class, sample("narrow", x -> x[0].narrow(1, 1, 2))),
        operation(
            "split", Slice.class, sample("split", x -> x[0].split(new int[] {1, 2, 1}, -1).get(1))),
        operation(
            "sliceEmbed",
            SliceEmbed.class,
            Sample.of(
                "sliceEmbed",
                x -> new SliceEmbed(new int[] {2, 6}, 1, -1, -7, -2).apply(x[0]),
                Operand.real(2, 3))),
        operation(
            "select",
            Select.class,
            sample("select", x -> x[0].select(1, 2)),
            sample("select from the end", x -> x[0].select(-1, -1))),
        operation(
            "diagonal",
            Diagonal.class,
            sample("diagonal", x -> x[0].diagonal()),
            Sample.of(
                "diagonal of two dimensions", x -> x[0].diagonal(1, 0, 2), Operand.real(2, 2, 3)),
            sample("diagonal above", x -> new Diagonal(2, 1, 2).apply(x[0])),
            sample("diagonal below", x -> new Diagonal(-1, -1, 0).apply(x[0]))),
        operation(
            "diagonalEmbed",
            DiagonalEmbed.class,
            Sample.of(
                "diagonalEmbed",
                x -> new DiagonalEmbed(new int[] {2, 3, 3}, 1, -2, -1).apply(x[0]),
                Operand.real(2, 2))));
  }

  private static Stream<Operation> joins() {
    return Stream.of(
        operation(
            "pad",
            Pad.class,
            sample("pad", x -> x[0].pad(new int[] {1, 2, 0, 3}, 0.5)),
            sample("pad and cut", x -> x[0].pad(new int[] {-1, 2, 1, -2}, 0)),
            sample("cut", x -> x[0].pad(new int[] {0, -2, -1, -1}, 7))),
        operation(
            "concat",
            Concat.class,
            Sample.of(
                "concat",
                x -> Variable.concat(List.of(x), -2),
                REAL,
                Operand.real(2, 1, 4),
                Operand.real(2, 2, 4))),
        operation(
            "stack",
            Concat.class,
            Sample.of("stack", x -> Variable.stack(List.of(x), 1), REAL, REAL)));
  }

  private static Operation operation(
      String name, Class<? extends Function> function, Sample... samples) {
    return Operation.of(name, Family.SHAPES, function, samples);
  }

  private static Sample sample(String name, Expression expression) {
    return Sample.of(name, expression, REAL);
  }
}
