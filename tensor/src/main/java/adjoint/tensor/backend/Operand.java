package adjoint.tensor.backend;

import adjoint.tensor.Tensor;

/**
 * The elements of one operand in row-major order, a block at a time. A scalar that was broadcast is
 * gathered only once.
 *
 * @param <A> the kind of array that the elements are gathered into, see {@link RowMajorReader}
 */
final class Operand<A> {
  private final RowMajorReader reader;
  private final A buffer;
  private final boolean constant;

  /** An operand that starts at element {@code start}; {@code buffer} has {@code size} elements. */
  Operand(Tensor x, int start, int size, A buffer) {
    this.reader = new RowMajorReader(x);
    this.buffer = buffer;
    this.constant = reader.isConstant();
    reader.seek(start);
    if (constant) {
      reader.next(size, buffer, 0);
    }
  }

  /** The next {@code count} elements, from index 0 of an array that the next call overwrites. */
  A next(int count) {
    if (!constant) {
      reader.next(count, buffer, 0);
    }
    return buffer;
  }
}
