package adjoint.yolo.data.shapes;

import adjoint.tensor.Generator;
import adjoint.yolo.image.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One picture being drawn: a background, thin lines as distractors, and shapes, of which later ones
 * may cover a part of earlier ones.
 */
final class Drawing {
  private static final int MOST_OBJECTS = 5;
  private static final int TRIES = 30;
  private static final double SMALLEST = 0.10;
  private static final double LARGEST = 0.28;
  private static final double LEAST_INSIDE = 0.7;
  private static final double LEAST_VISIBLE = 0.7;
  private static final double LEAST_CONTRAST = 110;
  private static final double DARK_STRIPE = 0.85;
  private static final int NOISE = 6;
  private static final float HALF = 0.5f;
  private static final int NOBODY = -1;

  private final int size;
  private final Generator generator;
  private final double[] pixels;
  private final int[] owners;
  private final List<float[]> labels = new ArrayList<>();
  private final List<Integer> areas = new ArrayList<>();
  private final List<Integer> visible = new ArrayList<>();

  private Drawing(int size, Generator generator) {
    this.size = size;
    this.generator = generator;
    pixels = new double[size * size * 3];
    owners = new int[size * size];
    Arrays.fill(owners, NOBODY);
  }

  /**
   * A finished picture.
   *
   * @param labels rows of class, centre and size normalised to the picture
   */
  record Finished(RgbImage image, float[][] labels) {}

  static Finished draw(int size, Generator generator) {
    Drawing drawing = new Drawing(size, generator);
    drawing.background();
    drawing.lines();
    int objects = 1 + generator.nextInt(MOST_OBJECTS);
    for (int i = 0; i < objects; i++) {
      drawing.addShape();
    }
    return new Finished(drawing.image(), drawing.labels.toArray(float[][]::new));
  }

  private void background() {
    Texture texture = new Texture(size, generator);
    for (int y = 0, at = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double share = texture.share(x, y);
        for (int c = 0; c < 3; c++) {
          pixels[at++] = texture.color(c, share);
        }
      }
    }
  }

  private void lines() {
    int count = generator.nextInt(5);
    for (int i = 0; i < count; i++) {
      double x = generator.uniform(0, size);
      double y = generator.uniform(0, size);
      double angle = generator.uniform(0, 2 * Math.PI);
      double length = size * generator.uniform(0.2, 0.8);
      double half = size * generator.uniform(0.003, 0.008);
      double dx = StrictMath.cos(angle);
      double dy = StrictMath.sin(angle);
      double[] band = {
        x - dy * half,
        y + dx * half,
        x + dx * length - dy * half,
        y + dy * length + dx * half,
        x + dx * length + dy * half,
        y + dy * length - dx * half,
        x + dy * half,
        y - dx * half
      };
      fill(Coverage.of(List.of(band), size), new Paint(Texture.color(generator), 0, 0, 0));
    }
  }

  /** Tries places until the shape is visible enough and hides no other too much. */
  private void addShape() {
    Shape shape = Shape.values()[generator.nextInt(Shape.values().length)];
    double largest = StrictMath.log(LARGEST);
    double smallest = StrictMath.log(SMALLEST);
    for (int i = 0; i < TRIES; i++) {
      double radius = size * StrictMath.exp(generator.uniform(smallest, largest));
      List<double[]> contours = placed(shape, radius);
      Coverage coverage = Coverage.of(contours, size);
      if (fits(coverage, area(contours))) {
        own(coverage);
        labels.add(label(shape, contours.get(0)));
        fill(coverage, paint(coverage));
        return;
      }
    }
  }

  private List<double[]> placed(Shape shape, double radius) {
    double angle = generator.uniform(0, 2 * Math.PI);
    double stretch = generator.uniform(0.85, 1.15);
    double x = generator.uniform(0, size);
    double y = generator.uniform(0, size);
    double cos = radius * StrictMath.cos(angle);
    double sin = radius * StrictMath.sin(angle);
    List<double[]> placed = new ArrayList<>();
    for (double[] contour : shape.contours()) {
      double[] moved = new double[contour.length];
      for (int i = 0; i < contour.length; i += 2) {
        double u = contour[i] * stretch;
        double v = contour[i + 1] / stretch;
        moved[i] = x + cos * u - sin * v;
        moved[i + 1] = y + sin * u + cos * v;
      }
      placed.add(moved);
    }
    return placed;
  }

  /** The enclosed area: the first contour's less that of the holes. */
  private static double area(List<double[]> contours) {
    double total = 0;
    for (int k = 0; k < contours.size(); k++) {
      double[] p = contours.get(k);
      double twice = 0;
      for (int i = 0; i < p.length; i += 2) {
        int j = (i + 2) % p.length;
        twice += p[i] * p[j + 1] - p[j] * p[i + 1];
      }
      total += (k == 0 ? 1 : -1) * Math.abs(twice) / 2;
    }
    return total;
  }

  private boolean fits(Coverage coverage, double wholeArea) {
    if (coverage.area() < LEAST_INSIDE * wholeArea) {
      return false;
    }
    int[] hidden = hidden(coverage);
    for (int k = 0; k < hidden.length; k++) {
      if (visible.get(k) - hidden[k] < LEAST_VISIBLE * areas.get(k)) {
        return false;
      }
    }
    return true;
  }

  /** How many visible pixels of each earlier shape would be covered. */
  private int[] hidden(Coverage coverage) {
    int[] hidden = new int[areas.size()];
    for (int i = 0; i < coverage.shares().length; i++) {
      int owner = owners[coverage.pixel(i, size)];
      if (coverage.shares()[i] > HALF && owner != NOBODY) {
        hidden[owner]++;
      }
    }
    return hidden;
  }

  private void own(Coverage coverage) {
    int[] hidden = hidden(coverage);
    for (int k = 0; k < hidden.length; k++) {
      visible.set(k, visible.get(k) - hidden[k]);
    }
    int area = 0;
    for (int i = 0; i < coverage.shares().length; i++) {
      if (coverage.shares()[i] > HALF) {
        owners[coverage.pixel(i, size)] = areas.size();
        area++;
      }
    }
    areas.add(area);
    visible.add(area);
  }

  private float[] label(Shape shape, double[] contour) {
    double[] low = {size, size};
    double[] high = {0, 0};
    for (int i = 0; i < contour.length; i++) {
      double value = Math.max(0, Math.min(contour[i], size));
      low[i % 2] = Math.min(low[i % 2], value);
      high[i % 2] = Math.max(high[i % 2], value);
    }
    return new float[] {
      shape.ordinal(),
      (float) ((low[0] + high[0]) / 2 / size),
      (float) ((low[1] + high[1]) / 2 / size),
      (float) ((high[0] - low[0]) / size),
      (float) ((high[1] - low[1]) / size)
    };
  }

  /**
   * How a shape is coloured.
   *
   * @param color red, green, blue
   * @param slopeX change of the brightness along the columns
   * @param slopeY change of the brightness along the rows
   * @param stripes length of a period of darker stripes in pixels; 0 for none
   */
  private record Paint(int[] color, double slopeX, double slopeY, double stripes) {}

  /** A colour that differs from what is around it, with a slope of light and perhaps stripes. */
  private Paint paint(Coverage coverage) {
    double[] mean = new double[3];
    double weight = 0;
    for (int i = 0; i < coverage.shares().length; i++) {
      double share = coverage.shares()[i];
      weight += share;
      for (int c = 0; c < 3; c++) {
        mean[c] += share * pixels[3 * coverage.pixel(i, size) + c];
      }
    }
    int[] best = null;
    double bestContrast = -1;
    for (int i = 0; i < TRIES && bestContrast < LEAST_CONTRAST; i++) {
      int[] color = {generator.nextInt(256), generator.nextInt(256), generator.nextInt(256)};
      double squares = 0;
      for (int c = 0; c < 3; c++) {
        double difference = color[c] - mean[c] / weight;
        squares += difference * difference;
      }
      double contrast = Math.sqrt(squares);
      if (contrast > bestContrast) {
        best = color;
        bestContrast = contrast;
      }
    }
    double slope = 0.5 / size;
    return new Paint(
        best,
        generator.uniform(-slope, slope),
        generator.uniform(-slope, slope),
        generator.nextDouble() < 0.25 ? size * generator.uniform(0.02, 0.05) : 0);
  }

  private void fill(Coverage coverage, Paint paint) {
    for (int i = 0; i < coverage.shares().length; i++) {
      double share = coverage.shares()[i];
      if (share > 0) {
        int pixel = coverage.pixel(i, size);
        double x = pixel % size;
        double y = pixel / size;
        double light = 1 + paint.slopeX * (x - size / 2.0) + paint.slopeY * (y - size / 2.0);
        if (paint.stripes > 0 && (long) ((x + y) / paint.stripes) % 2 == 0) {
          light *= DARK_STRIPE;
        }
        for (int c = 0; c < 3; c++) {
          pixels[3 * pixel + c] += (paint.color[c] * light - pixels[3 * pixel + c]) * share;
        }
      }
    }
  }

  /** The picture, with a little noise. */
  private RgbImage image() {
    RgbImage image = RgbImage.blank(size, size);
    for (int i = 0; i < pixels.length; i++) {
      double value = pixels[i] + generator.nextInt(2 * NOISE + 1) - NOISE;
      image.data()[i] = (byte) (int) Math.max(0, Math.min(Math.rint(value), 255));
    }
    return image;
  }
}
