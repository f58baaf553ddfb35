package adjoint.yolo.train;

import adjoint.tensor.Generator;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds the centres of clusters of points in the plane. Source: Lloyd, "Least squares quantization
 * in PCM", IEEE Transactions on Information Theory 28, 1982.
 */
final class KMeans {
  private static final int RESTARTS = 30;
  private static final double SMALL_GAIN = 1e-5;

  private final double[][] points;
  private final Generator generator;
  private double distortion;

  KMeans(double[][] points, Generator generator) {
    this.points = points;
    this.generator = generator;
  }

  /** At most {@code count} centres: the best of 30 starts from random points. */
  double[][] centres(int count) {
    double[][] best = {};
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < RESTARTS; i++) {
      double[][] centres = improve(start(Math.min(count, points.length)));
      if (distortion < least) {
        least = distortion;
        best = centres;
      }
    }
    return best;
  }

  private double[][] start(int count) {
    Set<Integer> chosen = new LinkedHashSet<>();
    while (chosen.size() < count) {
      chosen.add(generator.nextInt(points.length));
    }
    return chosen.stream().map(i -> points[i].clone()).toArray(double[][]::new);
  }

  /** Moves centres to the means of their points until the mean distance hardly falls. */
  private double[][] improve(double[][] start) {
    double[][] centres = start;
    double before = Double.POSITIVE_INFINITY;
    while (true) {
      double[][] sums = new double[centres.length][3];
      double total = 0;
      for (double[] point : points) {
        int nearest = nearest(centres, point);
        sums[nearest][0] += point[0];
        sums[nearest][1] += point[1];
        sums[nearest][2]++;
        total += Math.sqrt(distance(centres[nearest], point));
      }
      distortion = total / points.length;
      centres =
          Arrays.stream(sums)
              .filter(sum -> sum[2] > 0)
              .map(sum -> new double[] {sum[0] / sum[2], sum[1] / sum[2]})
              .toArray(double[][]::new);
      if (before - distortion <= SMALL_GAIN) {
        return centres;
      }
      before = distortion;
    }
  }

  private static int nearest(double[][] centres, double[] point) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < centres.length; i++) {
      double distance = distance(centres[i], point);
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  private static double distance(double[] a, double[] b) {
    double dx = a[0] - b[0];
    double dy = a[1] - b[1];
    return dx * dx + dy * dy;
  }
}
