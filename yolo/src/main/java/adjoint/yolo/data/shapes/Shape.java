package adjoint.yolo.data.shapes;

import java.util.List;
import java.util.Locale;

/** The classes of objects, each with contours that fit into the unit circle. */
enum Shape {
  CIRCLE,
  RING,
  TRIANGLE,
  SQUARE,
  STAR,
  CROSS;

  private static final int ROUND = 48;
  private static final double HOLE = 0.55;
  private static final double STAR_NOTCH = 0.42;
  private static final double ARM = 0.30;

  /** The class's name in the data set. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Closed contours, x and y in turn; what an even number of them encloses is a hole. */
  List<double[]> contours() {
    return switch (this) {
      case CIRCLE -> List.of(regular(ROUND, 1, 1));
      case RING -> List.of(regular(ROUND, 1, 1), regular(ROUND, HOLE, HOLE));
      case TRIANGLE -> List.of(regular(3, 1, 1));
      case SQUARE -> List.of(regular(4, 1, 1));
      case STAR -> List.of(regular(10, 1, STAR_NOTCH));
      case CROSS -> List.of(cross());
    };
  }

  /** Corners at even angles, at two distances from the centre in turn. */
  private static double[] regular(int corners, double even, double odd) {
    double[] points = new double[2 * corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners - Math.PI / 2;
      double distance = i % 2 == 0 ? even : odd;
      points[2 * i] = distance * StrictMath.cos(angle);
      points[2 * i + 1] = distance * StrictMath.sin(angle);
    }
    return points;
  }

  private static double[] cross() {
    double a = ARM;
    double b = Math.sqrt(1 - ARM * ARM);
    return new double[] {
      -a, -b, a, -b, a, -a, b, -a, b, a, a, a, a, b, -a, b, -a, a, -b, a, -b, -a, -a, -a
    };
  }
}
