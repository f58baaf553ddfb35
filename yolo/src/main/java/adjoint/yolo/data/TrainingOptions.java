package adjoint.yolo.data;

import java.util.function.Supplier;

/**
 * How training batches are made.
 *
 * @param imageSize side of the square that pictures are fitted into, in pixels
 * @param batchSize pictures in a batch
 * @param stride largest stride of the model, in pixels; sides of rectangular batches are multiples
 * @param augmentation how pictures are varied
 * @param seed with the epoch's number decides order and augmentation
 * @param workers background threads; 0 makes each batch when it is asked for
 * @param rectangular whether pictures are grouped by aspect ratio and padded as little as possible,
 *     which rules out shuffling and mosaics
 * @param cacheInMemory whether decoded pictures are kept; small sets are kept in any case
 * @param mosaicTiles pictures in a mosaic: 4 or 9
 * @param imageWeights gives, at the start of each epoch, a weight of 0 or more for each picture, by
 *     which pictures are drawn with replacement; null for each picture once. Excludes {@code
 *     rectangular}.
 */
public record TrainingOptions(
    int imageSize,
    int batchSize,
    int stride,
    Augmentation augmentation,
    long seed,
    int workers,
    boolean rectangular,
    boolean cacheInMemory,
    int mosaicTiles,
    Supplier<double[]> imageWeights) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a size is below 1, {@code mosaicTiles} is neither 4 nor 9,
   *     or the batches are to be both rectangular and drawn by weight
   */
  public TrainingOptions {
    ValidationOptions.requirePositive("image size", imageSize);
    ValidationOptions.requirePositive("batch size", batchSize);
    ValidationOptions.requirePositive("stride", stride);
    if (workers < 0) {
      throw new IllegalArgumentException("workers must be 0 or more, got " + workers);
    }
    if (mosaicTiles != 4 && mosaicTiles != 9) {
      throw new IllegalArgumentException("a mosaic has 4 or 9 pictures, not " + mosaicTiles);
    }
    if (rectangular && imageWeights != null) {
      throw new IllegalArgumentException(
          "rectangular batches have a fixed order; they cannot be drawn by image weights");
    }
  }

  /** Shuffled square batches made by two background threads. */
  public static TrainingOptions of(
      int imageSize, int batchSize, int stride, Augmentation augmentation, long seed) {
    return new TrainingOptions(
        imageSize, batchSize, stride, augmentation, seed, 2, false, false, 4, null);
  }

  /** The same with another number of background threads. */
  public TrainingOptions withWorkers(int count) {
    return new TrainingOptions(
        imageSize,
        batchSize,
        stride,
        augmentation,
        seed,
        count,
        rectangular,
        cacheInMemory,
        mosaicTiles,
        imageWeights);
  }
}
