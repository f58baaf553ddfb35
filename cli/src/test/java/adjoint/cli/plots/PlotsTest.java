package adjoint.cli.plots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.yolo.data.Batch;
import adjoint.yolo.detect.Annotator;
import adjoint.yolo.detect.Timing;
import adjoint.yolo.metrics.AveragePrecision;
import adjoint.yolo.metrics.ConfusionMatrix;
import adjoint.yolo.train.EpochResult;
import adjoint.yolo.val.ValidationResult;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotsTest {
  @TempDir Path folder;

  @BeforeAll
  static void withoutAScreen() {
    System.setProperty("java.awt.headless", "true");
  }

  private BufferedImage read(String name) throws IOException {
    return ImageIO.read(folder.resolve(name).toFile());
  }

  private static long count(BufferedImage image, Color color) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    return Arrays.stream(pixels).filter(pixel -> pixel == color.getRGB()).count();
  }

  @Test
  void aCurvePassesThroughItsPoints() throws IOException {
    Figure figure = new Figure(2, 2, 100);
    Axes axes = new Axes(figure, new Rectangle2D.Double(22, 22, 100, 100)).range(0, 10, -1, 1);
    axes.curve(new double[] {0, 5, 8, 10}, new double[] {-1, 0.5, Double.NaN, 1}, 3, Color.RED);
    axes.dots(new double[] {10}, new double[] {1}, 6, Color.BLUE);
    figure.save(folder.resolve("curve.png"));
    BufferedImage image = read("curve.png");
    assertEquals(Color.RED.getRGB(), at(image, axes.x(2.5), axes.y(-0.25)));
    assertEquals(Color.WHITE.getRGB(), at(image, axes.x(7), axes.y(0.7)), "a number is missing");
    assertEquals(Color.BLUE.getRGB(), at(image, axes.x(10), axes.y(1)));
  }

  /** The pixel at a place in points, at 100 pixels for 72 points. */
  private static int at(BufferedImage image, double x, double y) {
    return image.getRGB((int) (x * 100 / 72), (int) (y * 100 / 72));
  }

  @Test
  void ticksAreRoundNumbers() {
    Ticks ticks = new Ticks(0, 1, 10);
    assertEquals(11, ticks.values().size());
    assertEquals("0.3", ticks.label(ticks.values().get(3)));
    assertEquals("0.025", new Ticks(0, 0.1, 4).label(0.025));
    assertEquals(List.of(0.0, 50.0, 100.0), new Ticks(0, 100, 2).values());
    assertEquals("-20", new Ticks(-20, 20, 4).label(-20));
  }

  @Test
  void theConfusionMatrixShowsItsShares() throws IOException {
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    float[][] labels = {{0, 0, 0, 10, 10}, {2, 20, 20, 30, 30}};
    float[][] found = {{0, 0, 10, 10, .9f, 0}, {20, 20, 30, 30, .8f, 1}};
    matrix.add(found, labels);
    ConfusionPlot.save(matrix, List.of("cat", "dog", "bird"), folder.resolve("matrix.png"));
    BufferedImage image = read("matrix.png");
    assertEquals(1800, image.getWidth());
    long full = count(image, ColorScale.of(1));
    long cell = 2L * (image.getWidth() * 7 / 10 / 4) * (image.getHeight() * 7 / 10 / 4);
    assertTrue(full > cell / 2 && full < 2 * cell, "two of sixteen cells are full: " + full);
  }

  @Test
  void resultsAreDrawnWithMissingNumbers() throws IOException {
    List<double[]> rows = new ArrayList<>();
    for (int epoch = 0; epoch < 5; epoch++) {
      double loss = epoch == 2 ? Double.NaN : 1.0 / (epoch + 1);
      double[] row = new double[EpochResult.COLUMNS.size()];
      Arrays.fill(row, loss);
      row[0] = epoch;
      rows.add(row);
    }
    String[] titles = EpochResult.COLUMNS.toArray(String[]::new);
    ResultsPlot.save(titles, rows, folder.resolve("results.png"));
    ResultsPlot.save(titles, rows.subList(0, 1), folder.resolve("one.png"));
    assertTrue(count(read("results.png"), Figure.BLUE) > 600);
    assertTrue(count(read("one.png"), Figure.BLUE) > 60, "a single epoch is a dot");
    assertTrue(Files.notExists(folder.resolve("results.png.part")));
  }

  @Test
  void labelsAreCountedByClass() throws IOException {
    List<float[]> labels = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      labels.add(new float[] {i % 4 == 0 ? 1 : 0, .5f, .5f, .01f * i, .02f * i});
    }
    new LabelsPlot(labels, List.of("many", "few")).save(folder.resolve("labels.png"));
    BufferedImage image = read("labels.png");
    long many = count(image, Figure.classColor(0));
    long few = count(image, Figure.classColor(1));
    assertTrue(many > 2 * few && few > 500, many + " and " + few + " pixels for 30 and 10");
    new LabelsPlot(List.of(), List.of("none")).save(folder.resolve("none.png"));
    assertEquals(image.getWidth(), read("none.png").getWidth());
  }

  @Test
  void batchesAreDrawnWithTheirBoxes() throws IOException {
    int side = 64;
    int pictures = 3;
    Tensor images = Tensor.full(DType.U8, 200, pictures, 3, side, side);
    Tensor targets = Tensor.of(new float[] {1, 4, .5f, .5f, .5f, .5f}, 1, 6);
    List<Batch.Picture> sources = new ArrayList<>();
    for (int i = 0; i < pictures; i++) {
      Path file = Path.of("picture" + i + ".jpg");
      sources.add(new Batch.Picture(i, file, side, side, 1, 1, 0, 0, new float[0][]));
    }
    BatchMosaic mosaic =
        new BatchMosaic(new Batch(images, targets, sources), List.of("a", "b", "c", "d", "e"));
    mosaic.saveLabels(folder.resolve("labels.png"));
    BufferedImage image = read("labels.png");
    int cell = 3 * side;
    assertEquals(2 * cell, image.getWidth());
    assertEquals(2 * cell, image.getHeight());
    Color box = new Color(Annotator.color(4));
    assertEquals(
        box.getRGB(), image.getRGB(cell / 4, cell + cell / 2), "the second picture is below");
    assertEquals(new Color(200, 200, 200).getRGB(), image.getRGB(cell + cell / 4, cell / 2));
    assertEquals(
        Color.WHITE.getRGB(), image.getRGB(3 * cell / 2, 3 * cell / 2), "there are but three");

    List<Tensor> found =
        List.of(
            Tensor.of(new float[] {8, 8, 40, 40, .9f, 2, 30, 30, 60, 60, .2f, 3}, 2, 6),
            Tensor.zeros(0, 6),
            Tensor.zeros(0, 6));
    mosaic.saveDetections(found, folder.resolve("found.png"));
    BufferedImage drawn = read("found.png");
    assertEquals(new Color(Annotator.color(2)).getRGB(), drawn.getRGB(24, 90));
    assertEquals(0, count(drawn, new Color(Annotator.color(3))), "below the confidence");
  }

  @Test
  void curvesAreDrawnForFewAndManyClasses() throws IOException {
    for (int classes : new int[] {2, 30}) {
      int count = 4 * classes;
      boolean[][] correct = new boolean[count][10];
      double[] confidences = new double[count];
      int[] predicted = new int[count];
      int[] labelled = new int[count];
      List<String> names = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Arrays.fill(correct[i], i % 3 != 0);
        confidences[i] = 1 - (double) i / count;
        predicted[i] = i % classes;
        labelled[i] = i % classes;
        names.add("class " + i);
      }
      AveragePrecision figures = AveragePrecision.of(correct, confidences, predicted, labelled);
      ValidationResult result =
          new ValidationResult(
              1,
              names.subList(0, classes),
              figures,
              new ConfusionMatrix(classes),
              0,
              0,
              0,
              new Timing(0, 0, 0));
      new MetricPlots(result).precisionOverRecall(folder.resolve("PR_curve.png"));
      BufferedImage image = read("PR_curve.png");
      assertEquals(1350, image.getWidth());
      assertTrue(count(image, Figure.BLUE) > 2000);
      assertEquals(classes == 2, count(image, Figure.classColor(1)) > 100);
    }
  }

  @Test
  void colorsGoFromWhiteToDark() {
    assertEquals(Color.WHITE, ColorScale.of(0));
    assertEquals(Color.WHITE, ColorScale.of(-1));
    assertTrue(ColorScale.of(1).getGreen() < ColorScale.of(0.5).getGreen());
    assertEquals(Color.WHITE, ColorScale.readableOn(1));
  }
}
