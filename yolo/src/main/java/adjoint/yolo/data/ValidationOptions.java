package adjoint.yolo.data;

/**
 * How validation batches are made.
 *
 * @param imageSize the longer side of a picture in the batch, in pixels
 * @param batchSize pictures in a batch
 * @param stride largest stride of the model, in pixels
 * @param pad in rectangular batches, how many strides are added before rounding up: 0.5 for
 *     validation, 0 to measure speed
 * @param rectangular whether pictures are sorted by aspect ratio and padded little; else all are
 *     padded to a square, in their own order
 * @param workers background threads; 0 makes each batch when it is asked for
 * @param cacheInMemory whether decoded pictures are kept; small sets are kept in any case
 */
public record ValidationOptions(
    int imageSize,
    int batchSize,
    int stride,
    double pad,
    boolean rectangular,
    int workers,
    boolean cacheInMemory) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a size is below 1 or another number is negative
   */
  public ValidationOptions {
    requirePositive("image size", imageSize);
    requirePositive("batch size", batchSize);
    requirePositive("stride", stride);
    if (workers < 0 || !(pad >= 0)) {
      throw new IllegalArgumentException(
          "workers and pad must be 0 or more, got " + workers + " and " + pad);
    }
  }

  /** Rectangular batches with the reference's padding, made by two background threads. */
  public static ValidationOptions of(int imageSize, int batchSize, int stride) {
    return new ValidationOptions(imageSize, batchSize, stride, 0.5, true, 2, false);
  }

  static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more, got " + value);
    }
  }
}
