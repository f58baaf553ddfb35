package adjoint.autograd.functions;

import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What the rules of reductions share: bringing a reduced tensor back to its input's shape. */
final class Reduced {
  private Reduced() {}

  /** The input's shape with size 1 along the dimensions, which may be negative; none means all. */
  static int[] keptShape(int[] shape, int[] dimensions) {
    int[] kept = shape.clone();
    if (dimensions.length == 0) {
      Arrays.fill(kept, 1);
    }
    for (int dimension : dimensions) {
      kept[dimension < 0 ? dimension + kept.length : dimension] = 1;
    }
    return kept;
  }

  /** How many elements are summarised in one. */
  static int count(int[] shape, int[] dimensions) {
    int[] kept = keptShape(shape, dimensions);
    int count = 1;
    for (int d = 0; d < shape.length; d++) {
      count *= kept[d] == shape[d] ? 1 : shape[d];
    }
    return count;
  }

  /** Repeats a reduced tensor, with or without kept dimensions, over its input's shape. */
  static Variable spread(Variable reduced, int[] shape, int[] dimensions) {
    int[] kept = keptShape(shape, dimensions);
    Variable aligned = Arrays.equals(reduced.shape(), kept) ? reduced : reduced.reshape(kept);
    return Arrays.equals(kept, shape) ? aligned : aligned.expand(shape);
  }

  /** The gradient of an extreme value, in equal shares to the elements that have it. */
  static Variable shareAmongWinners(Variable gy, Tensor x, Tensor y, int[] dimensions) {
    int[] shape = x.shape();
    Tensor winners = x.eq(y.reshape(keptShape(shape, dimensions)));
    Tensor count = winners.to(x.dtype()).sum(dimensions, true).reshape(gy.shape());
    Variable share = spread(gy.div(Variable.of(count)), shape, dimensions);
    return Selection.keep(share, winners);
  }

  /**
   * Applies an operation to the matrix whose rows are what a reduction over the dimensions sees,
   * and brings the result, of that matrix's shape, back to the shape of x.
   */
  static Variable asRows(Variable x, int[] dimensions, UnaryOperator<Variable> operation) {
    int[] shape = x.shape();
    int[] kept = keptShape(shape, dimensions);
    int[] order = new int[shape.length];
    int[] permuted = new int[shape.length];
    int next = 0;
    for (boolean reduced : new boolean[] {false, true}) {
      for (int d = 0; d < shape.length; d++) {
        if ((kept[d] != shape[d]) == reduced) {
          permuted[next] = shape[d];
          order[next++] = d;
        }
      }
    }
    int[] back = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      back[order[d]] = d;
    }
    int columns = count(shape, dimensions);
    int rows = columns == 0 ? 0 : x.value().elementCount() / columns;
    Variable matrix = x.permute(order).reshape(rows, columns);
    return operation.apply(matrix).reshape(permuted).permute(back);
  }
}
