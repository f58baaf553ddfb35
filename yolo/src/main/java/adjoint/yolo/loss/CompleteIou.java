package adjoint.yolo.loss;

import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;

/**
 * How well boxes overlap, with what remains to be gained where they do not: {@code CIoU = IoU - d /
 * c^2 - a v}. d is the squared distance of the centres, c the diagonal of the smallest box around
 * both, {@code v = (4 / pi^2) (atan(w2 / h2) - atan(w1 / h1))^2} the difference of the shapes, and
 * {@code a = v / (v - IoU + 1)}, which counts as a constant in the derivative. Source: Zheng, Wang,
 * Liu, Li, Ye, Ren, "Distance-IoU Loss", AAAI 2020, section 3.
 *
 * <p>As in YOLOv5 v6.1, an epsilon is added to the heights, the union and the diagonal.
 */
final class CompleteIou {
  private static final double EPSILON = 1e-7;

  private CompleteIou() {}

  /** A box by its sides' places and lengths, each a column of n x 1. */
  private record Sides(
      Variable left, Variable right, Variable top, Variable bottom, Variable w, Variable h) {

    static Sides of(Variable centre, Variable size) {
      Variable half = size.div(2);
      Variable low = centre.sub(half);
      Variable high = centre.add(half);
      Variable left = low.narrow(1, 0, 1);
      Variable right = high.narrow(1, 0, 1);
      Variable top = low.narrow(1, 1, 1);
      Variable bottom = high.narrow(1, 1, 1);
      return new Sides(left, right, top, bottom, right.sub(left), bottom.sub(top).add(EPSILON));
    }
  }

  /**
   * The overlap of each pair of boxes.
   *
   * @param centre n x 2, x and y of the first boxes' centres
   * @param size n x 2, their widths and heights
   * @param target n x 4: centre x and y, width and height of the second boxes
   * @return n x 1, at most 1
   */
  static Variable of(Variable centre, Variable size, Tensor target) {
    Sides a = Sides.of(centre, size);
    Sides b = Sides.of(Variable.of(target.narrow(1, 0, 2)), Variable.of(target.narrow(1, 2, 2)));
    Variable zero = Variable.of(Tensor.zeros(target.dtype(), target.size(0), 1));
    Variable width = a.right.minimum(b.right).sub(a.left.maximum(b.left)).maximum(zero);
    Variable height = a.bottom.minimum(b.bottom).sub(a.top.maximum(b.top)).maximum(zero);
    Variable intersection = width.mul(height);
    Variable union = a.w.mul(a.h).add(b.w.mul(b.h)).sub(intersection).add(EPSILON);
    Variable iou = intersection.div(union);
    Variable hullWidth = a.right.maximum(b.right).sub(a.left.minimum(b.left));
    Variable hullHeight = a.bottom.maximum(b.bottom).sub(a.top.minimum(b.top));
    Variable diagonal = hullWidth.square().add(hullHeight.square()).add(EPSILON);
    Variable dx = b.left.add(b.right).sub(a.left).sub(a.right);
    Variable dy = b.top.add(b.bottom).sub(a.top).sub(a.bottom);
    Variable distance = dx.square().add(dy.square()).div(4);
    Variable shape = b.w.div(b.h).atan().sub(a.w.div(a.h).atan());
    Variable v = shape.square().mul(4 / (Math.PI * Math.PI));
    Tensor weight = v.value().div(v.value().sub(iou.value()).add(1 + EPSILON));
    return iou.sub(distance.div(diagonal).add(v.mul(Variable.of(weight))));
  }
}
