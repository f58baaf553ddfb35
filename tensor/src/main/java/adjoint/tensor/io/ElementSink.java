package adjoint.tensor.io;

import adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Takes the bytes of a tensor's elements, a chunk at a time. */
@FunctionalInterface
interface ElementSink {
  /** Bytes of a chunk at most. */
  int CHUNK_BYTES = 1 << 20;

  void accept(ByteBuffer chunk) throws IOException;

  /** Hands over the elements of {@code tensor}, row-major and little-endian. */
  default void acceptAll(Tensor tensor) throws IOException {
    Tensor rows = tensor.contiguous();
    StoredType type = StoredType.of(rows.dtype());
    int capacity = Math.min(CHUNK_BYTES / type.bytes(), Math.max(rows.elementCount(), 1));
    ByteBuffer chunk = ByteBuffer.allocate(capacity * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int offset = rows.layout().offset();
    for (int done = 0; done < rows.elementCount(); ) {
      int count = Math.min(capacity, rows.elementCount() - done);
      type.encode(rows.storage(), offset + done, count, chunk);
      accept(chunk.slice(0, count * type.bytes()));
      done += count;
    }
  }
}
