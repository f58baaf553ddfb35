package adjoint.yolo.data;

import adjoint.tensor.Generator;
import java.util.Arrays;
import java.util.function.IntFunction;

/** Makes batches of labelled pictures. */
public final class Loaders {
  /** Stands in for a picture's place in the epoch where the order itself is drawn. */
  private static final int ORDER = -1;

  private Loaders() {}

  /** Shuffled batches of varied pictures. Close the source after use: it has threads. */
  public static BatchSource training(LabelledImages images, TrainingOptions options) {
    IntFunction<EpochPlan> plans;
    if (options.rectangular()) {
      plans = fixed(rectangular(images, options));
    } else {
      plans = epoch -> shuffled(images.size(), options, epoch);
    }
    return new PrefetchingSource(
        plans,
        images.size(),
        options.batchSize(),
        new TrainingPictures(images, options),
        options.seed(),
        options.workers());
  }

  private static EpochPlan rectangular(LabelledImages images, TrainingOptions options) {
    return plan(
        RectangularBatches.plan(
            images, options.batchSize(), options.imageSize(), options.stride(), 0),
        options.batchSize());
  }

  private static EpochPlan shuffled(int size, TrainingOptions options, int epoch) {
    Generator generator = generator(options.seed(), epoch, ORDER);
    int[] order = new int[size];
    if (options.imageWeights() == null) {
      Arrays.setAll(order, i -> i);
      shuffle(order, generator);
    } else {
      drawByWeight(order, options.imageWeights().get(), generator);
    }
    return square(order, options.batchSize(), options.imageSize());
  }

  private static void drawByWeight(int[] order, double[] weights, Generator generator) {
    if (weights.length != order.length) {
      throw new IllegalArgumentException(
          "image weights: " + weights.length + " weights for " + order.length + " pictures");
    }
    double[] sums = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0)) {
        throw new IllegalArgumentException(
            "image weights must be 0 or more, got " + weights[i] + " for picture " + i);
      }
      sum += weights[i];
      sums[i] = sum;
    }
    if (!(sum > 0 && Double.isFinite(sum))) {
      throw new IllegalArgumentException("the sum of the image weights is " + sum);
    }
    for (int i = 0; i < order.length; i++) {
      order[i] = firstAbove(sums, generator.nextDouble() * sum);
    }
  }

  /** The first index whose sum is above the value. */
  private static int firstAbove(double[] sums, double value) {
    int low = 0;
    int high = sums.length - 1;
    while (low < high) {
      int middle = low + high >>> 1;
      if (sums[middle] > value) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Batches of padded pictures, without augmentation; every epoch is the same. */
  public static BatchSource validation(LabelledImages images, ValidationOptions options) {
    EpochPlan plan;
    if (options.rectangular()) {
      plan =
          plan(
              RectangularBatches.plan(
                  images,
                  options.batchSize(),
                  options.imageSize(),
                  options.stride(),
                  options.pad()),
              options.batchSize());
    } else {
      int[] order = new int[images.size()];
      Arrays.setAll(order, i -> i);
      plan = square(order, options.batchSize(), options.imageSize());
    }
    return new PrefetchingSource(
        fixed(plan),
        images.size(),
        options.batchSize(),
        new ValidationPictures(images, options),
        0,
        options.workers());
  }

  private static IntFunction<EpochPlan> fixed(EpochPlan plan) {
    return epoch -> plan;
  }

  private static EpochPlan plan(RectangularBatches batches, int batchSize) {
    return new EpochPlan(batches.order(), batchSize, batches.heights(), batches.widths());
  }

  private static EpochPlan square(int[] order, int batchSize, int side) {
    int[] sides = new int[(order.length + batchSize - 1) / batchSize];
    Arrays.fill(sides, side);
    return new EpochPlan(order, batchSize, sides, sides);
  }

  /** Puts numbers into a random order. */
  static void shuffle(int[] numbers, Generator generator) {
    for (int i = numbers.length - 1; i > 0; i--) {
      int j = generator.nextInt(i + 1);
      int swap = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = swap;
    }
  }

  /** Random numbers that depend on the seed, the epoch and the place in it, and nothing else. */
  static Generator generator(long seed, int epoch, int place) {
    long ofSeed = new Generator(seed).nextLong();
    long ofEpoch = new Generator(ofSeed + epoch).nextLong();
    return new Generator(new Generator(ofEpoch + place).nextLong());
  }
}
