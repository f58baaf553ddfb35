package adjoint.yolo.loss;

import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * What the loss needs of a level, read in one go: the whole vectors of the assigned cells (rows x
 * outputs) and the objectness of all cells (images x anchors x height x width). The reverse, {@link
 * CellPlacement}, writes both gradients into one tensor; read separately, each would make a tensor
 * of the level's size, almost all zeros.
 */
final class CellSelection extends Function {
  /** Where a cell's vector holds the objectness. */
  static final int OBJECTNESS = 4;

  private final int[] cells;

  /**
   * Makes one application.
   *
   * @param cells where the rows lie, counted over images, anchors, rows and columns
   */
  CellSelection(int[] cells) {
    this.cells = cells;
  }

  @Override
  protected Tensor[] forwardAll(Tensor... inputs) {
    Tensor level = inputs[0];
    int outputs = level.size(4);
    Tensor objectness = level.select(4, OBJECTNESS).copy();
    Tensor rows = Tensor.zeros(level.dtype(), cells.length, outputs);
    int stride = level.layout().stride(4);
    Storage from = level.storage();
    Storage to = rows.storage();
    for (int i = 0; i < cells.length; i++) {
      int start = position(level, cells[i]);
      for (int k = 0; k < outputs; k++) {
        to.setDouble(i * outputs + k, from.getDouble(start + k * stride));
      }
    }
    return new Tensor[] {rows, objectness};
  }

  @Override
  protected Variable[] backwardAll(Variable... gradients) {
    int[] shape = inputShape(0);
    DType dtype = (gradients[0] != null ? gradients[0] : gradients[1]).dtype();
    Variable rows = gradients[0] != null ? gradients[0] : zeros(dtype, cells.length, shape[4]);
    Variable objectness =
        gradients[1] != null ? gradients[1] : zeros(dtype, shape[0], shape[1], shape[2], shape[3]);
    return new Variable[] {new CellPlacement(cells, shape).apply(rows, objectness)};
  }

  private static Variable zeros(DType dtype, int... shape) {
    return Variable.of(Tensor.zeros(dtype, shape));
  }

  /** The storage index of the first number of a cell. */
  static int position(Tensor level, int cell) {
    int[] index = new int[4];
    int rest = cell;
    for (int d = 3; d >= 0; d--) {
      index[d] = rest % level.size(d);
      rest /= level.size(d);
    }
    return level.layout().offset()
        + IntStream.range(0, 4).map(d -> index[d] * level.layout().stride(d)).sum();
  }
}
