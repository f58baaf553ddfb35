package adjoint.yolo.data.augment;

import adjoint.tensor.Generator;
import adjoint.yolo.data.Augmentation;
import adjoint.yolo.image.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A random rotation, scaling, shear, shift and change of perspective around a picture's centre.
 *
 * <p>The matrix is T S R P C, applied to column vectors (x, y, 1): C moves the centre to the
 * origin, P is the perspective, R rotates and scales, S shears, and T moves to the output's centre
 * plus the random shift.
 */
public final class Projection {
  private static final double SMALLEST_SIDE = 2;
  private static final double LARGEST_ASPECT = 100;
  private static final double BOX_AREA_KEPT = 0.10;
  private static final double OUTLINE_AREA_KEPT = 0.01;
  private static final double EPSILON = 1e-16;
  private static final int OUTLINE_POINTS = 1000;

  private final double[][] matrix;
  private final double scale;
  private final boolean projective;
  private final int width;
  private final int height;

  private Projection(double[][] matrix, double scale, boolean projective, int width, int height) {
    this.matrix = matrix;
    this.scale = scale;
    this.projective = projective;
    this.width = width;
    this.height = height;
  }

  /**
   * Draws a projection.
   *
   * @param inputWidth columns of the picture that it is for
   * @param inputHeight rows of the picture that it is for
   * @param width columns of the result
   * @param height rows of the result
   */
  public static Projection random(
      Generator generator,
      Augmentation augmentation,
      int inputWidth,
      int inputHeight,
      int width,
      int height) {
    double[] unit = new double[8];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = generator.nextDouble();
    }
    return of(unit, augmentation, inputWidth, inputHeight, width, height);
  }

  /**
   * The projection for given draws.
   *
   * @param unit eight numbers from 0 to 1: two for the perspective, angle, scale, two for the
   *     shear, and the shift along x and y
   */
  static Projection of(
      double[] unit,
      Augmentation augmentation,
      int inputWidth,
      int inputHeight,
      int width,
      int height) {
    double[][] centre = {{1, 0, -inputWidth / 2.0}, {0, 1, -inputHeight / 2.0}, {0, 0, 1}};
    double p = augmentation.perspective();
    double[][] perspective = {
      {1, 0, 0}, {0, 1, 0}, {between(-p, p, unit[0]), between(-p, p, unit[1]), 1}
    };
    double degrees = augmentation.degrees();
    double angle = StrictMath.toRadians(between(-degrees, degrees, unit[2]));
    double scale = between(1 - augmentation.scale(), 1 + augmentation.scale(), unit[3]);
    double alpha = scale * StrictMath.cos(angle);
    double beta = scale * StrictMath.sin(angle);
    double[][] rotation = {{alpha, beta, 0}, {-beta, alpha, 0}, {0, 0, 1}};
    double[][] shear = {
      {1, tangent(augmentation.shear(), unit[4]), 0},
      {tangent(augmentation.shear(), unit[5]), 1, 0},
      {0, 0, 1}
    };
    double t = augmentation.translate();
    double[][] shift = {
      {1, 0, between(0.5 - t, 0.5 + t, unit[6]) * width},
      {0, 1, between(0.5 - t, 0.5 + t, unit[7]) * height},
      {0, 0, 1}
    };
    double[][] matrix = times(shift, times(shear, times(rotation, times(perspective, centre))));
    return new Projection(matrix, scale, p != 0, width, height);
  }

  private static double between(double low, double high, double unit) {
    return low + (high - low) * unit;
  }

  private static double tangent(double degrees, double unit) {
    return StrictMath.tan(StrictMath.toRadians(between(-degrees, degrees, unit)));
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        product[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j];
      }
    }
    return product;
  }

  /** Warps the picture and moves the boxes; those of which too little remains are dropped. */
  public Sample apply(Sample sample) {
    return new Sample(warp(sample.image()), boxes(sample.boxes()));
  }

  private RgbImage warp(RgbImage image) {
    if (image.width() == width && image.height() == height && isIdentity()) {
      return image;
    }
    return projective
        ? Warp.perspective(image, matrix, width, height)
        : Warp.affine(image, matrix, width, height);
  }

  private boolean isIdentity() {
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        if (matrix[i][j] != (i == j ? 1 : 0)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The boxes after the projection, without those of which too little remains. */
  List<LabelledBox> boxes(List<LabelledBox> boxes) {
    List<LabelledBox> kept = new ArrayList<>();
    for (LabelledBox box : boxes) {
      boolean outlined = box.outline() != null;
      LabelledBox moved = outlined ? movedOutline(box) : movedBox(box);
      if (isKept(box, moved, outlined ? OUTLINE_AREA_KEPT : BOX_AREA_KEPT)) {
        kept.add(moved);
      }
    }
    return kept;
  }

  /** The box around the four projected corners. */
  private LabelledBox movedBox(LabelledBox box) {
    double[] corners = {
      box.x1(), box.y1(), box.x2(), box.y2(), box.x1(), box.y2(), box.x2(), box.y1()
    };
    return around(box.label(), projected(corners)).clipped(width, height);
  }

  /** The box around those points of the projected outline that lie inside the picture. */
  private LabelledBox movedOutline(LabelledBox box) {
    double[] points = projected(resampled(box.outline()));
    int inside = 0;
    for (int i = 0; i < points.length; i += 2) {
      double x = points[i];
      double y = points[i + 1];
      if (x >= 0 && y >= 0 && x <= width && y <= height) {
        points[inside++] = x;
        points[inside++] = y;
      }
    }
    if (inside == 0) {
      return new LabelledBox(box.label(), 0, 0, 0, 0, null);
    }
    return around(box.label(), Arrays.copyOf(points, inside));
  }

  /** Many points along the corners, at even steps of the corner's number. */
  private static double[] resampled(double[] outline) {
    int corners = outline.length / 2;
    double[] points = new double[2 * OUTLINE_POINTS];
    for (int i = 0; i < OUTLINE_POINTS; i++) {
      double at = (double) i * (corners - 1) / (OUTLINE_POINTS - 1);
      int corner = Math.min((int) at, corners - 1);
      int next = Math.min(corner + 1, corners - 1);
      for (int axis = 0; axis < 2; axis++) {
        double from = outline[2 * corner + axis];
        points[2 * i + axis] = from + (outline[2 * next + axis] - from) * (at - corner);
      }
    }
    return points;
  }

  private double[] projected(double[] points) {
    double[] moved = new double[points.length];
    for (int i = 0; i < points.length; i += 2) {
      double x = points[i];
      double y = points[i + 1];
      double w = projective ? matrix[2][0] * x + matrix[2][1] * y + matrix[2][2] : 1;
      moved[i] = (matrix[0][0] * x + matrix[0][1] * y + matrix[0][2]) / w;
      moved[i + 1] = (matrix[1][0] * x + matrix[1][1] * y + matrix[1][2]) / w;
    }
    return moved;
  }

  private static LabelledBox around(float label, double[] points) {
    double x1 = points[0];
    double x2 = points[0];
    double y1 = points[1];
    double y2 = points[1];
    for (int i = 2; i < points.length; i += 2) {
      x1 = Math.min(x1, points[i]);
      x2 = Math.max(x2, points[i]);
      y1 = Math.min(y1, points[i + 1]);
      y2 = Math.max(y2, points[i + 1]);
    }
    return new LabelledBox(label, x1, y1, x2, y2, null);
  }

  private boolean isKept(LabelledBox before, LabelledBox after, double areaKept) {
    double w = after.width();
    double h = after.height();
    double oldArea = scale * before.width() * (scale * before.height());
    return w > SMALLEST_SIDE
        && h > SMALLEST_SIDE
        && w * h / (oldArea + EPSILON) > areaKept
        && Math.max(w / (h + EPSILON), h / (w + EPSILON)) < LARGEST_ASPECT;
  }
}
