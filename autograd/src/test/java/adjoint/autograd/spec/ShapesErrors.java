package adjoint.autograd.spec;

import static adjoint.autograd.spec.ErrorInput.real;
import static adjoint.autograd.spec.ErrorInput.single;

import adjoint.autograd.Variable;
import adjoint.autograd.functions.DiagonalEmbed;
import adjoint.autograd.functions.SliceEmbed;
import adjoint.tensor.DTypeException;
import adjoint.tensor.ShapeException;
import java.util.List;
import java.util.stream.Stream;

/** Mistakes in the use of shapes and parts. */
final class ShapesErrors {
  private ShapesErrors() {}

  static Stream<ErrorInput> all() {
    return Stream.of(
        ErrorInput.of(
            "reshape",
            x -> x[0].reshape(4, 2),
            ShapeException.class,
            "reshape: shape [2, 3] with 6 elements does not fit [4, 2]",
            real(2, 3)),
        ErrorInput.of(
            "reshape",
            x -> x[0].reshape(-1, -1),
            ShapeException.class,
            "reshape: shape [-1, -1] has more than one -1 at dimension 1",
            real(2, 3)),
        ErrorInput.of(
            "reshape",
            x -> x[0].reshape(0, -1),
            ShapeException.class,
            "reshape: shape [0, 3] with 0 elements does not fit [0, -1], where -1 could be"
                + " anything",
            real(0, 3)),
        ErrorInput.of(
            "flatten",
            x -> x[0].flatten(1, 0),
            ShapeException.class,
            "flatten: dimension 1 comes after 0 in [2, 3]",
            real(2, 3)),
        ErrorInput.of(
            "unsqueeze",
            x -> x[0].unsqueeze(4),
            ShapeException.class,
            "unsqueeze: dimension 4 is out of range for shape [2, 3]; legal are -3 to 2",
            real(2, 3)),
        ErrorInput.of(
            "squeeze",
            x -> x[0].squeeze(2),
            ShapeException.class,
            "squeeze: dimension 2 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "transpose",
            x -> x[0].transpose(0, 2),
            ShapeException.class,
            "transpose: dimension 2 is out of range for shape [2, 3]; legal are -2 to 1",
            real(2, 3)),
        ErrorInput.of(
            "permute",
            x -> x[0].permute(0, 0),
            ShapeException.class,
            "permute: [0, 0] names dimension 0 twice",
            real(2, 3)),
        ErrorInput.of(
            "permute",
            x -> x[0].permute(0),
            ShapeException.class,
            "permute: [0] names 1 dimensions, shape [2, 3] has 2",
            real(2, 3)),
        ErrorInput.of(
            "flip",
            x -> x[0].flip(0, -2),
            ShapeException.class,
            "flip: [0, -2] names dimension 0 twice",
            real(2, 3)),
        ErrorInput.of(
            "slice",
            x -> x[0].slice(0, 0, 2, 0),
            ShapeException.class,
            "slice: the step must not be 0",
            real(2, 3)),
        ErrorInput.of(
            "narrow",
            x -> x[0].narrow(1, 2, 2),
            ShapeException.class,
            "narrow: 2 elements from 2 on are out of range for dimension 1 of shape [2, 3]",
            real(2, 3)),
        ErrorInput.of(
            "split",
            x -> x[0].split(new int[] {1, 1}, 1).get(0),
            ShapeException.class,
            "split: the sizes [1, 1] must add up to dimension 1 of [2, 3]",
            real(2, 3)),
        ErrorInput.of(
            "sliceEmbed",
            x -> new SliceEmbed(new int[] {2, 6}, 1, -1, -7, -2).apply(x),
            ShapeException.class,
            "SliceEmbed: the operand must have shape [2, 3], but has [2, 4]",
            real(2, 4)),
        ErrorInput.of(
            "select",
            x -> x[0].select(1, 3),
            ShapeException.class,
            "select: index 3 is out of range for dimension 1 of shape [2, 3]; legal are -3"
                + " to 2",
            real(2, 3)),
        ErrorInput.of(
            "diagonal",
            x -> x[0].diagonal(0, 1, 1),
            ShapeException.class,
            "diagonal: needs two dimensions, got dimension 1 twice",
            real(2, 3)),
        ErrorInput.of(
            "diagonalEmbed",
            x -> new DiagonalEmbed(new int[] {3, 3}, 0, 0, 1).apply(x),
            ShapeException.class,
            "DiagonalEmbed: the operand must have shape [3], but has [2]",
            real(2)),
        ErrorInput.of(
            "pad",
            x -> x[0].pad(new int[] {1}, 0),
            ShapeException.class,
            "pad: amounts must be pairs (before, after), at most one per dimension; got 1"
                + " numbers for shape [2, 3]",
            real(2, 3)),
        ErrorInput.of(
            "pad",
            x -> x[0].pad(new int[] {-2, -2}, 0),
            ShapeException.class,
            "pad: dimension 1 of shape [2, 3] would get size -1 by the amounts -2 before"
                + " and -2 after; legal are sizes from 0 to 2^31 - 1",
            real(2, 3)),
        ErrorInput.of(
            "concat",
            x -> Variable.concat(List.of(x), 1),
            ShapeException.class,
            "concat: shapes [2, 3] and [3, 3] (tensors 0 and 1) differ at dimension 0 (2"
                + " against 3); only dimension 1 may differ",
            real(2, 3),
            real(3, 3)),
        ErrorInput.of(
            "concat",
            x -> Variable.concat(List.of(x), 0),
            DTypeException.class,
            "concat: all tensors must have one type, but tensor 0 has F64 and tensor 1 has"
                + " F32",
            real(2),
            single(2)),
        ErrorInput.of(
            "stack",
            x -> Variable.stack(List.of(x), 0),
            ShapeException.class,
            "stack: all variables must have one shape, but have [2, 3] and [3, 3]",
            real(2, 3),
            real(3, 3)));
  }
}
