package adjoint.yolo.data.shapes;

import adjoint.tensor.Generator;

/** A background: two colours mixed by clouds of random values, stripes or a checkerboard. */
final class Texture {
  private static final double[] CELLS = {0.35, 0.14, 0.06};
  private static final double[] STRENGTHS = {0.55, 0.3, 0.15};

  private final int size;
  private final float[][] clouds = new float[CELLS.length][];
  private final int[] cloudSides = new int[CELLS.length];
  private final int[] first;
  private final int[] second;
  private final Pattern pattern;
  private final double period;
  private final double directionX;
  private final double directionY;

  private enum Pattern {
    CLOUDS,
    STRIPES,
    CHECKERS
  }

  Texture(int size, Generator generator) {
    this.size = size;
    first = color(generator);
    second = near(first, generator);
    double kind = generator.nextDouble();
    pattern = kind < 0.6 ? Pattern.CLOUDS : kind < 0.8 ? Pattern.STRIPES : Pattern.CHECKERS;
    period = size * generator.uniform(0.05, 0.2);
    double angle = generator.uniform(0, Math.PI);
    directionX = StrictMath.cos(angle);
    directionY = StrictMath.sin(angle);
    for (int i = 0; i < clouds.length; i++) {
      cloudSides[i] = (int) (1 / CELLS[i]) + 3;
      clouds[i] = new float[cloudSides[i] * cloudSides[i]];
      for (int k = 0; k < clouds[i].length; k++) {
        clouds[i][k] = (float) generator.nextDouble();
      }
    }
  }

  /** A colour that is neither very dark nor very bright. */
  static int[] color(Generator generator) {
    return new int[] {
      30 + generator.nextInt(196), 30 + generator.nextInt(196), 30 + generator.nextInt(196)
    };
  }

  private static int[] near(int[] color, Generator generator) {
    int[] other = new int[3];
    for (int c = 0; c < 3; c++) {
      other[c] = Math.max(0, Math.min(255, color[c] + (int) generator.uniform(-70, 70)));
    }
    return other;
  }

  /** One channel, 0 to 255, of the mixture with a share of the second colour. */
  double color(int channel, double share) {
    return first[channel] + (second[channel] - first[channel]) * share;
  }

  /** How much of the second colour there is at a pixel, 0 to 1. */
  double share(int x, int y) {
    double cloud = 0;
    for (int i = 0; i < clouds.length; i++) {
      cloud += STRENGTHS[i] * cloud(i, x / (size * CELLS[i]), y / (size * CELLS[i]));
    }
    double along = (x * directionX + y * directionY) / period;
    double across = (y * directionX - x * directionY) / period;
    boolean odd = (floor(along) & 1) != 0;
    return switch (pattern) {
      case CLOUDS -> cloud;
      case STRIPES -> 0.5 * cloud + (odd ? 0.5 : 0);
      case CHECKERS -> 0.5 * cloud + (odd ^ (floor(across) & 1) != 0 ? 0.5 : 0);
    };
  }

  private static long floor(double value) {
    return (long) Math.floor(value);
  }

  /** Random values at the corners of a grid, blended smoothly in between. */
  private double cloud(int octave, double x, double y) {
    int column = (int) x;
    int row = (int) y;
    double fx = smooth(x - column);
    double fy = smooth(y - row);
    float[] values = clouds[octave];
    int at = row * cloudSides[octave] + column;
    int below = at + cloudSides[octave];
    double top = values[at] + (values[at + 1] - values[at]) * fx;
    double bottom = values[below] + (values[below + 1] - values[below]) * fx;
    return top + (bottom - top) * fy;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }
}
