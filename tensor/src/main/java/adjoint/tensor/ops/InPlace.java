package adjoint.tensor.ops;

import adjoint.tensor.DTypeException;
import adjoint.tensor.Layout;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backends;
import adjoint.tensor.backend.BinaryOp;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Operations that overwrite a tensor's elements. */
public final class InPlace {
  private InPlace() {}

  /** Overwrites every element with one value. */
  public static Tensor fill(Tensor x, double value) {
    requireNoOverlap("fill", x);
    return write(x, Tensor.scalar(x.dtype(), value), "fill");
  }

  /** Overwrites every element with the broadcast, converted {@code source}. */
  public static Tensor assign(Tensor x, Tensor source) {
    requireNoOverlap("assign", x);
    return write(x, separate(x, source), "assign");
  }

  private static Tensor write(Tensor x, Tensor source, String operation) {
    Layout layout = source.layout().expand(operation, x.shape());
    Backends.current().copy(Tensor.of(source.storage(), layout), x);
    x.storage().touch();
    return x;
  }

  /** {@code x += scale * other}. */
  public static Tensor addInPlace(Tensor x, Tensor other, double scale) {
    requireFloating("addInPlace", x);
    requireNoOverlap("addInPlace", x);
    if (x.dtype() != other.dtype()) {
      throw new DTypeException(
          "addInPlace: a tensor of type "
              + x.dtype()
              + " takes one of the same type, not "
              + other.dtype());
    }
    Tensor term = separate(x, other);
    Layout layout = term.layout().expand("addInPlace", x.shape());
    Backends.current().addScaled(Tensor.of(term.storage(), layout), scale, x);
    x.storage().touch();
    return x;
  }

  /** {@code x *= factor}. */
  public static Tensor mulInPlace(Tensor x, double factor) {
    requireFloating("mulInPlace", x);
    requireNoOverlap("mulInPlace", x);
    Tensor scalar = Tensor.scalar(x.dtype(), factor);
    Tensor repeated = Tensor.of(scalar.storage(), scalar.layout().expand("mulInPlace", x.shape()));
    if (x.isContiguous() && x.layout().offset() == 0) {
      Backends.current().binary(BinaryOp.MUL, x, repeated, x);
    } else {
      Tensor product = Tensor.zeros(x.dtype(), x.shape());
      Backends.current().binary(BinaryOp.MUL, x, repeated, product);
      Backends.current().copy(product, x);
    }
    x.storage().touch();
    return x;
  }

  /** The source itself, or a copy if writing to {@code x} could change it before it is read. */
  private static Tensor separate(Tensor x, Tensor source) {
    boolean shared = x.storage() == source.storage() && !x.layout().equals(source.layout());
    return shared ? source.copy() : source;
  }

  private static void requireFloating(String operation, Tensor x) {
    x.dtype().requireComputable(operation);
    if (!x.dtype().isFloating()) {
      throw new DTypeException(operation + ": takes F32 or F64 tensors, not " + x.dtype());
    }
  }

  /** Refuses a layout in which two indices may share one element, such as an expanded one. */
  static void requireNoOverlap(String operation, Tensor x) {
    Layout layout = x.layout();
    if (layout.elementCount() == 0) {
      return;
    }
    int[] order =
        IntStream.range(0, layout.rank())
            .filter(d -> layout.size(d) > 1)
            .boxed()
            .sorted(Comparator.comparingInt(d -> Math.abs(layout.stride(d))))
            .mapToInt(Integer::intValue)
            .toArray();
    long reach = 0;
    for (int d : order) {
      long stride = Math.abs((long) layout.stride(d));
      if (stride <= reach) {
        throw new ShapeException(
            operation
                + ": cannot write in place through a layout whose elements overlap at dimension "
                + d
                + " ("
                + layout
                + "); copy() the tensor first");
      }
      reach += stride * (layout.size(d) - 1);
    }
  }
}
