package adjoint.yolo.data;

import java.util.Iterator;

/**
 * The batches of each epoch, made ahead in background threads. What they hold depends on the
 * options and the epoch's number only, never on the number of threads.
 */
public interface BatchSource extends AutoCloseable {
  /** Batches in an epoch, the last, smaller one included. */
  int batchesPerEpoch();

  /** Pictures in an epoch. */
  int picturesPerEpoch();

  /**
   * Starts an epoch; one that is still under way is given up. The iterator's {@code next} waits for
   * the batch, and throws {@link java.io.UncheckedIOException} if a picture cannot be read.
   *
   * @param epoch number of the epoch, which with the seed decides order and augmentation
   */
  Iterator<Batch> epoch(int epoch);

  /** Ends the background threads. */
  @Override
  void close();
}
