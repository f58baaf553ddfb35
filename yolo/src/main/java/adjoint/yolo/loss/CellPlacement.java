package adjoint.yolo.loss;

import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;

/**
 * The reverse of {@link CellSelection}: rows added to the vectors of their cells, and the
 * objectness of all cells, in zeros. Being its transpose, it has the selection as its own reverse.
 */
final class CellPlacement extends Function {
  private final int[] cells;
  private final int[] shape;

  /**
   * Makes one application.
   *
   * @param cells as for {@link CellSelection}
   * @param shape of the result: images x anchors x height x width x outputs
   */
  CellPlacement(int[] cells, int[] shape) {
    this.cells = cells;
    this.shape = shape;
  }

  @Override
  protected Tensor forward(Tensor... inputs) {
    int outputs = shape[4];
    // The head's convolution has the outputs before the rows; in its order, what follows in the
    // reverse pass are views.
    Tensor planes =
        Tensor.zeros(inputs[0].dtype(), shape[0], shape[1], outputs, shape[2], shape[3]);
    Tensor level = planes.permute(0, 1, 3, 4, 2);
    level.select(4, CellSelection.OBJECTNESS).assign(inputs[1]);
    Tensor rows = inputs[0].contiguous();
    Storage from = rows.storage();
    Storage to = level.storage();
    int first = rows.layout().offset();
    int stride = level.layout().stride(4);
    for (int i = 0; i < cells.length; i++) {
      int start = CellSelection.position(level, cells[i]);
      for (int k = 0; k < outputs; k++) {
        int at = start + k * stride;
        to.setDouble(at, to.getDouble(at) + from.getDouble(first + i * outputs + k));
      }
    }
    to.touch();
    return level;
  }

  @Override
  protected Variable[] backward(Variable gradient) {
    return new CellSelection(cells).applyAll(gradient);
  }
}
