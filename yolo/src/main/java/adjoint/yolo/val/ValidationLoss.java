package adjoint.yolo.val;

import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.List;

/** Tells the loss of a batch during validation, where no gradient is recorded. */
@FunctionalInterface
public interface ValidationLoss {
  /**
   * The parts of the loss of one batch.
   *
   * @param raw the head's numbers, per level batch x anchors x rows x columns x (5 + classes)
   * @param targets m x 6, as in {@link adjoint.yolo.data.Batch}
   * @return box, objectness and class loss, each the mean over the batch
   */
  double[] items(List<Variable> raw, Tensor targets);
}
