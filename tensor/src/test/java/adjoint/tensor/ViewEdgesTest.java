package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Errors of views, and views of scalars and empty tensors. */
class ViewEdgesTest {
  private static void assertMessage(String message, UnaryOperator<Tensor> view) {
    Tensor x = Tensor.zeros(2, 3);
    ShapeException thrown = assertThrows(ShapeException.class, () -> view.apply(x));
    assertEquals(message, thrown.getMessage());
  }

  @Test
  void errorsNameOperationAndWhatIsLegal() {
    assertMessage("reshape: shape [2, 3] with 6 elements does not fit [4]", x -> x.reshape(4));
    assertMessage(
        "reshape: shape [2, 3] with 6 elements does not fit [-1, 4]", x -> x.reshape(-1, 4));
    assertMessage("view: shape [-1, -1] has more than one -1 at dimension 1", x -> x.view(-1, -1));
    assertMessage("view: shape [-2, 3] has a negative size at dimension 0", x -> x.view(-2, 3));
    assertMessage(
        "transpose: dimension 2 is out of range for shape [2, 3]; legal are -2 to 1",
        x -> x.transpose(0, 2));
    assertMessage("permute: [0] names 1 dimensions, shape [2, 3] has 2", x -> x.permute(0));
    assertMessage("permute: [0, -2] names dimension 0 twice", x -> x.permute(0, -2));
    assertMessage(
        "expand: shape [2, 3] does not expand to [2, 4] at dimension 1 (3 against 4)",
        x -> x.expand(2, 4));
    assertMessage(
        "expand: size -1 at dimension 0 of [-1, 2, 3]; legal are 0 and above, and -1 where shape"
            + " [2, 3] has that dimension",
        x -> x.expand(-1, 2, 3));
    assertMessage(
        "unsqueeze: dimension 3 is out of range for shape [2, 3]; legal are -3 to 2",
        x -> x.unsqueeze(3));
    assertMessage("slice: the step must not be 0", x -> x.slice(0, 0, 1, 0));
    assertMessage(
        "narrow: 2 elements from 2 on are out of range for dimension 1 of shape [2, 3]",
        x -> x.narrow(1, 2, 2));
    assertMessage(
        "select: index 2 is out of range for dimension 0 of shape [2, 3]; legal are -2 to 1",
        x -> x.select(0, 2));
    assertMessage("flip: [1, 1] names dimension 1 twice", x -> x.flip(1, 1));
    assertMessage(
        "diagonal: needs two dimensions, got dimension 1 twice", x -> x.diagonal(0, 1, -1));
    assertMessage(
        "split: sizes [1, 1] must not be negative and must add up to 3, the size of dimension 1 of"
            + " shape [2, 3]",
        x -> x.split(new int[] {1, 1}, 1).get(0));
    assertMessage(
        "split: the size of the parts must be at least 1, got 0", x -> x.split(0, 1).get(0));
    assertMessage("flatten: dimension 1 comes after dimension 0", x -> x.flatten(1, 0));
    ShapeException empty = assertThrows(ShapeException.class, () -> Tensor.zeros(0, 2).view(-1, 0));
    assertEquals(
        "view: shape [0, 2] with 0 elements does not fit [-1, 0], where -1 could be anything",
        empty.getMessage());
  }

  @Test
  void scalarsAndEmptyTensors() {
    Tensor scalar = Tensor.scalar(DType.F32, 3);
    assertArrayEquals(new int[] {1}, scalar.flatten().shape());
    assertArrayEquals(new int[] {1}, scalar.flatten(0, -1).shape());
    assertArrayEquals(new int[] {1, 1}, scalar.view(1, 1).shape());
    assertArrayEquals(new int[0], Tensor.ones(1, 1).view().shape());
    assertArrayEquals(new int[] {2, 2}, scalar.expand(2, 2).shape());
    Tensor empty = Tensor.zeros(0, 5);
    assertArrayEquals(new int[] {0}, empty.select(1, 4).shape());
    assertArrayEquals(new int[] {0, 2}, empty.slice(1, 3, 5).shape());
    assertArrayEquals(new int[] {0, 5}, empty.flip(1).shape());
    assertArrayEquals(new int[] {7, 0}, empty.reshape(7, 0).shape());
  }
}
