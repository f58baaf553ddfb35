package adjoint.yolo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.image.RgbImage;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.ModelFiles;
import adjoint.yolo.model.ModuleRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnchorFitTest {
  private static final double[][] ANCHORS = {
    {10, 13}, {16, 30}, {33, 23}, {30, 61}, {62, 45}, {59, 119}, {116, 90}, {156, 198}, {373, 326}
  };
  private static final double[][] BOXES = {{12, 15}, {40, 30}, {100, 200}, {300, 10}, {5, 5}};

  @Test
  void fitHasTheKnownFigures() {
    AnchorFit fit = AnchorFit.of(ANCHORS, BOXES, 4);
    assertEquals(.8, fit.bestPossibleRecall(), 1e-12);
    assertEquals(3, fit.anchorsAboveThreshold(), 1e-12);
    assertEquals(.5251282, fit.fitness(), 1e-7);
    double[] best = {.8333333, .7666667, .6410257, .2066667, .3846154};
    for (int i = 0; i < best.length; i++) {
      double[][] one = {BOXES[i]};
      double expected = best[i] > .25 ? best[i] : 0;
      assertEquals(expected, AnchorFit.of(ANCHORS, one, 4).fitness(), 1e-7);
    }
  }

  @Test
  void clustersFarApartAreFound() {
    Generator generator = new Generator(System.nanoTime());
    double[][] centres = {{10, 10}, {100, 20}, {30, 200}};
    double[][] points = new double[300][];
    for (int i = 0; i < points.length; i++) {
      double[] centre = centres[i % 3];
      points[i] =
          new double[] {centre[0] + generator.uniform(-1, 1), centre[1] + generator.uniform(-1, 1)};
    }
    double[][] found = new KMeans(points, generator).centres(3);
    assertEquals(3, found.length);
    for (double[] centre : centres) {
      assertTrue(
          Arrays.stream(found)
              .anyMatch(f -> Math.abs(f[0] - centre[0]) < 1 && Math.abs(f[1] - centre[1]) < 1));
    }
  }

  /** Pictures of 640 x 320 pixels, each with one box of the given size in pixels. */
  private static LabelledImages images(double[]... sizes) {
    List<LabelledImages.Labelled> pictures = new ArrayList<>();
    for (double[] size : sizes) {
      float[][] label = {{0, .5f, .5f, (float) (size[0] / 640), (float) (size[1] / 320)}};
      pictures.add(
          new LabelledImages.Labelled(pictures.size() + ".png", RgbImage.blank(640, 320), label));
    }
    return LabelledImages.of(pictures);
  }

  private static DetectionModel model() {
    return DetectionModel.build(
        ModelFiles.read("yolov5n").withClasses(1), ModuleRegistry.standard(), new Generator(0));
  }

  @Test
  void anchorsThatFitAreKept() {
    DetectionModel model = model();
    Tensor before = model.detect().anchors().copy();
    List<String> log = new ArrayList<>();
    new AutoAnchor(model, images(ANCHORS), 640, 4).adapt(0, log::add);
    assertTrue(before.sameBits(model.detect().anchors()));
    assertTrue(log.get(0).endsWith("the anchors fit the data set"), log.get(0));
  }

  @Test
  void anchorsAreFittedToUnusualBoxes() {
    DetectionModel model = model();
    double[][] thin = new double[60][];
    Generator generator = new Generator(5);
    for (int i = 0; i < thin.length; i++) {
      thin[i] = new double[] {generator.uniform(300, 600), generator.uniform(6, 12)};
    }
    List<String> log = new ArrayList<>();
    new AutoAnchor(model, images(thin), 640, 4).adapt(0, log::add);
    double[][] anchors = AutoAnchor.anchors(model.detect());
    assertTrue(AnchorFit.of(anchors, thin, 4).bestPossibleRecall() > .98);
    for (int i = 1; i < anchors.length; i++) {
      double before = anchors[i - 1][0] * anchors[i - 1][1];
      assertTrue(before <= anchors[i][0] * anchors[i][1] * (1 + 1e-6), "ascending areas");
    }
    assertTrue(log.get(0).contains("with anchors fitted to the data set"), log.get(0));
    DetectionModel again = model();
    new AutoAnchor(again, images(thin), 640, 4).adapt(0, line -> {});
    assertTrue(model.detect().anchors().sameBits(again.detect().anchors()), "same seed");
  }
}
