package adjoint.autograd.spec;

import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;
import java.util.function.ToDoubleFunction;

/**
 * A plain array of doubles with a shape, in row-major order: what references compute on, so that
 * they share no code with what they are the reference for.
 */
public record Plain(double[] values, int... shape) {
  /** The elements of a tensor. */
  public static Plain of(Tensor x) {
    return new Plain(x.toDoubleArray(), x.shape());
  }

  /** An array filled index by index. */
  public static Plain build(int[] shape, ToDoubleFunction<int[]> element) {
    double[] values = new double[Layout.elementCount(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = element.applyAsDouble(index(i, shape));
    }
    return new Plain(values, shape);
  }

  /** The element at an index. */
  public double get(int... index) {
    int position = 0;
    for (int d = 0; d < shape.length; d++) {
      position = position * shape[d] + index[d];
    }
    return values[position];
  }

  /** The element that an index of a broadcast result reads. */
  public double broadcast(int... index) {
    int lead = index.length - shape.length;
    int[] own = new int[shape.length];
    for (int d = 0; d < own.length; d++) {
      own[d] = shape[d] == 1 ? 0 : index[lead + d];
    }
    return get(own);
  }

  /** The shape that two arrays broadcast to. */
  public static int[] broadcastShape(Plain a, Plain b) {
    int[] longer = a.shape.length >= b.shape.length ? a.shape : b.shape;
    int[] shorter = longer == a.shape ? b.shape : a.shape;
    int[] result = longer.clone();
    int lead = longer.length - shorter.length;
    for (int d = 0; d < shorter.length; d++) {
      result[lead + d] = result[lead + d] == 1 ? shorter[d] : result[lead + d];
    }
    return result;
  }

  /** The index of a row-major position. */
  public static int[] index(int position, int... shape) {
    int[] index = new int[shape.length];
    int rest = position;
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = rest % shape[d];
      rest /= shape[d];
    }
    return index;
  }
}
