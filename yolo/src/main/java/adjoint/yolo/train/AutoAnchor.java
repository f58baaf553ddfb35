package adjoint.yolo.train;

import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.blocks.Detect;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.model.DetectionModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Gives a model anchors that suit the labels, if its own leave more than a fiftieth of them without
 * an answer: the centres of the labels' sizes, then changed at random as long as that helps.
 */
final class AutoAnchor {
  private static final double GOOD_RECALL = .98;
  private static final double SMALL_SIDE = 2;
  private static final int GENERATIONS = 1000;
  private static final double MUTATION_SHARE = .9;
  private static final double MUTATION_SIZE = .1;

  private final DetectionModel model;
  private final LabelledImages images;
  private final int imageSize;
  private final double threshold;

  AutoAnchor(DetectionModel model, LabelledImages images, int imageSize, double threshold) {
    this.model = model;
    this.images = images;
    this.imageSize = imageSize;
    this.threshold = threshold;
  }

  /** Checks the model's anchors, and replaces them if that helps. */
  void adapt(long seed, Consumer<String> log) {
    Generator generator = new Generator(seed);
    double[][] varied = sizes(generator);
    if (varied.length == 0) {
      log.accept("AutoAnchor: there are no labels to fit anchors to");
      return;
    }
    double[][] present = anchors(model.detect());
    AnchorFit before = AnchorFit.of(present, varied, threshold);
    String found =
        String.format(
            Locale.ROOT,
            "AutoAnchor: %.2f anchors per label, best possible recall %.4f",
            before.anchorsAboveThreshold(),
            before.bestPossibleRecall());
    if (before.bestPossibleRecall() > GOOD_RECALL) {
      log.accept(found + "; the anchors fit the data set");
      return;
    }
    double[][] better = search(sizes(null), present.length, generator);
    AnchorFit after = AnchorFit.of(better, varied, threshold);
    if (after.bestPossibleRecall() <= before.bestPossibleRecall()) {
      log.accept(found + "; no better ones were found, they stay");
      return;
    }
    model.detect().setAnchors(tensor(better));
    log.accept(
        found
            + String.format(
                Locale.ROOT,
                "; with anchors fitted to the data set %.2f and %.4f: %s",
                after.anchorsAboveThreshold(),
                after.bestPossibleRecall(),
                describe(better)));
  }

  private static String describe(double[][] anchors) {
    return String.join(
        ", ", Arrays.stream(anchors).map(a -> Math.round(a[0]) + "," + Math.round(a[1])).toList());
  }

  private Tensor tensor(double[][] anchors) {
    Detect head = model.detect();
    double[] flat = Arrays.stream(anchors).flatMapToDouble(Arrays::stream).toArray();
    return Tensor.of(flat, head.levels(), head.anchorsPerLevel(), 2);
  }

  /** The anchors of all levels in pixels. */
  static double[][] anchors(Detect head) {
    List<double[]> all = new ArrayList<>();
    double[] strides = head.strides();
    for (int level = 0; level < head.levels(); level++) {
      for (int a = 0; a < head.anchorsPerLevel(); a++) {
        all.add(
            new double[] {
              head.anchors().get(level, a, 0) * strides[level],
              head.anchors().get(level, a, 1) * strides[level]
            });
      }
    }
    return all.toArray(double[][]::new);
  }

  /**
   * The sizes of all labels in pixels, each picture's longer side being the image size; times a
   * factor from 0.9 to 1.1 for each picture, if there is a generator.
   */
  private double[][] sizes(Generator generator) {
    List<double[]> sizes = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      double factor = generator == null ? 1 : generator.uniform(.9, 1.1);
      double scale = factor * imageSize / Math.max(images.width(i), images.height(i));
      for (float[] label : images.labels(i)) {
        sizes.add(
            new double[] {label[3] * images.width(i) * scale, label[4] * images.height(i) * scale});
      }
    }
    return sizes.toArray(double[][]::new);
  }

  /** Anchors for label sizes, ascending by area. */
  private double[][] search(double[][] all, int count, Generator generator) {
    double[][] sizes =
        Arrays.stream(all)
            .filter(size -> size[0] >= SMALL_SIDE || size[1] >= SMALL_SIDE)
            .toArray(double[][]::new);
    double[][] anchors = clusters(sizes, count, generator);
    if (sizes.length == 0) {
      return anchors;
    }
    double best = AnchorFit.of(anchors, sizes, threshold).fitness();
    for (int i = 0; i < GENERATIONS; i++) {
      double[][] candidate = mutated(anchors, generator);
      double fitness = AnchorFit.of(candidate, sizes, threshold).fitness();
      if (fitness > best) {
        best = fitness;
        anchors = candidate;
      }
    }
    return sorted(anchors);
  }

  private double[][] clusters(double[][] sizes, int count, Generator generator) {
    if (sizes.length >= count) {
      double[] spread = {deviation(sizes, 0), deviation(sizes, 1)};
      double[][] unit =
          Arrays.stream(sizes)
              .map(size -> new double[] {size[0] / spread[0], size[1] / spread[1]})
              .toArray(double[][]::new);
      double[][] centres = new KMeans(unit, generator).centres(count);
      if (centres.length == count) {
        for (double[] centre : centres) {
          centre[0] *= spread[0];
          centre[1] *= spread[1];
        }
        return sorted(centres);
      }
    }
    double[][] random = new double[count][2];
    for (double[] size : random) {
      size[0] = Math.max(SMALL_SIDE, generator.nextDouble() * imageSize);
      size[1] = Math.max(SMALL_SIDE, generator.nextDouble() * imageSize);
    }
    return sorted(random);
  }

  /** The standard deviation of a column; 1 where all are the same. */
  private static double deviation(double[][] sizes, int column) {
    double mean = Arrays.stream(sizes).mapToDouble(size -> size[column]).average().orElse(0);
    double square =
        Arrays.stream(sizes)
            .mapToDouble(size -> (size[column] - mean) * (size[column] - mean))
            .average()
            .orElse(0);
    return square > 0 ? Math.sqrt(square) : 1;
  }

  private static double[][] mutated(double[][] anchors, Generator generator) {
    double[][] candidate = new double[anchors.length][2];
    boolean changed = false;
    while (!changed) {
      double strength = generator.nextDouble() * MUTATION_SIZE;
      for (int i = 0; i < anchors.length; i++) {
        for (int side = 0; side < 2; side++) {
          boolean touched = generator.nextDouble() < MUTATION_SHARE;
          double change = generator.nextNormal() * strength;
          double factor = touched ? Math.max(.3, Math.min(3, 1 + change)) : 1;
          candidate[i][side] = Math.max(SMALL_SIDE, anchors[i][side] * factor);
          changed |= factor != 1;
        }
      }
    }
    return candidate;
  }

  private static double[][] sorted(double[][] anchors) {
    double[][] sorted = anchors.clone();
    Arrays.sort(sorted, Comparator.comparingDouble(anchor -> anchor[0] * anchor[1]));
    return sorted;
  }
}
