package adjoint.yolo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import adjoint.yolo.detect.TestTimeAugmentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** yolov5n with two classes, filled by a formula, in double precision; figures of the reference. */
class WholeNetworkTest {
  private static final Map<Integer, Tensor> ROWS = new HashMap<>();
  private static DetectionModel model;
  private static Tensor output;
  private static List<Variable> raw;

  @BeforeAll
  static void run() {
    model = Models.zeros(ModelFiles.read("yolov5n").withClasses(2));
    model.to(DType.F64);
    Models.fill(model);
    Variable images = Variable.of(Models.images(1, 64, 96));
    Autograd.noGrad(
        () -> {
          output = model.forward(images, (row, y) -> ROWS.put(row, y.value())).value();
          raw = model.raw(images);
        });
  }

  @Test
  void stateHasTheKnownOrder() {
    List<String> keys = new ArrayList<>(model.stateDict().keySet());
    assertEquals(349, keys.size());
    assertEquals(177, model.parameters().size());
    assertEquals("model.9.cv1.conv.weight", keys.get(186));
    assertEquals("model.24.anchors", keys.get(342));
    assertEquals("model.1.conv.weight", keys.get(6));
    double[] weight = model.stateDict().get("model.1.conv.weight").flatten().toDoubleArray();
    assertArrayEquals(
        new double[] {-.0403301533, .0584436450, .1297338199}, Arrays.copyOf(weight, 3), 6e-11);
  }

  @Test
  void rowsHaveTheKnownSums() {
    checkRow(0, 986.670905, 3687.340275, -.245197676);
    checkRow(1, 8.579693371, 762.310178, -.153086849);
    checkRow(2, 83.56339249, 825.587615, .001264222);
    checkRow(3, 18.14668894, 283.713663, -.008593274);
    checkRow(4, -44.03453261, 410.893356, .036227219);
    checkRow(6, 71.58243733, 259.228636, -.051522443);
    checkRow(8, 4.36362778, 87.249449, .002140189);
    checkRow(9, 1.337050499, 73.534854, .029027610);
    checkRow(13, 45.2193734, 192.729299, .041929614);
    checkRow(17, -8.624104214, 257.425330, -.017252637);
    checkRow(20, 34.67216799, 145.515846, -.001569755);
    checkRow(23, -3.451134343, 74.000396, .037078321);
  }

  private static void checkRow(int row, double sum, double absoluteSum, double first) {
    double[] values = ROWS.get(row).toDoubleArray();
    assertEquals(sum, Arrays.stream(values).sum(), 6e-7, "sum of row " + row);
    assertEquals(
        absoluteSum,
        Arrays.stream(values).map(Math::abs).sum(),
        6e-7,
        "absolute sum of row " + row);
    assertEquals(first, values[0], 6e-10, "first number of row " + row);
  }

  @Test
  void rawLevelsHaveTheKnownSums() {
    double[] sums =
        raw.stream().mapToDouble(v -> Arrays.stream(v.value().toDoubleArray()).sum()).toArray();
    assertArrayEquals(new double[] {12.530531995, .764471134, -4.049023762}, sums, 6e-10);
    assertArrayEquals(new int[] {1, 3, 8, 12, 7}, raw.get(0).shape());
  }

  @Test
  void outputHasTheKnownNumbers() {
    assertArrayEquals(new int[] {1, 378, 7}, output.shape());
    double[] values = output.toDoubleArray();
    assertEquals(58879.723634, Arrays.stream(values).sum(), 6e-7);
    double[] columns = new double[7];
    for (int i = 0; i < values.length; i++) {
      columns[i % 7] += values[i];
    }
    assertArrayEquals(
        new double[] {
          18165.375372, 12208.101198, 13320.484672, 14619.356714, 186.534495, 186.999074, 192.872109
        },
        columns,
        6e-7);
    checkOutput(0, 3.8986179, 4.3817524, 10.0090352, 12.0500011, .472041, .4801466, .4983531);
    checkOutput(100, 36.0464886, 4.9836289, 16.0138224, 28.7134809, .5346182, .4730779, .499721);
    checkOutput(288, 8.2445054, 7.8520144, 28.9969889, 55.129316, .5010185, .500251, .5146289);
    checkOutput(377, 78.4797396, 47.8982978, 421.268769, 363.5477133, .4999293, .4725947, .4751954);
  }

  @Test
  void threeVersionsHaveTheKnownSum() {
    Tensor rows = TestTimeAugmentation.predict(model, Models.images(1, 64, 96));
    assertArrayEquals(new int[] {1, 828, 7}, rows.shape());
    assertEquals(148541.3067, Arrays.stream(rows.toDoubleArray()).sum(), 6e-5);
  }

  private static void checkOutput(int row, double... expected) {
    double[] values = output.select(0, 0).select(0, row).toDoubleArray();
    assertArrayEquals(expected, values, 6e-8, "output row " + row);
  }

  @Test
  void foldingIsExactInDoublePrecision() {
    DetectionModel folded = Models.zeros(ModelFiles.read("yolov5n").withClasses(2));
    folded.to(DType.F64);
    Models.fill(folded);
    folded.fuse();
    assertEquals(0, largestDifference(folded.predict(Models.images(1, 64, 96))), 1e-11);
  }

  @Test
  void foldingInSinglePrecisionChangesNextToNothing() {
    DetectionModel folded = Models.zeros(ModelFiles.read("yolov5n").withClasses(2));
    Models.fill(folded);
    assertEquals(270, folded.modules().size());
    folded.fuse();
    assertEquals(213, folded.modules().size());
    Tensor after = folded.predict(Models.images(1, 64, 96).to(DType.F32));
    assertEquals(0, largestDifference(after.to(DType.F64)), 1e-4);
    double bias = folded.stateDict().get("model.0.conv.bias").get(0);
    assertEquals(-.055098854, bias, Math.ulp(.055098854f) + 5e-10, "one unit in the last place");
  }

  private static double largestDifference(Tensor values) {
    return values.sub(output).abs().max().item();
  }

  @Test
  void foldedStateHasNoNorms() {
    DetectionModel folded = Models.zeros("yolov5n").fuse();
    assertTrue(folded.stateDict().keySet().stream().noneMatch(name -> name.contains("bn")));
    assertEquals(121, folded.stateDict().size());
    assertEquals(
        List.of("model.0.conv.weight", "model.0.conv.bias", "model.1.conv.weight"),
        new ArrayList<>(folded.stateDict().keySet()).subList(0, 3));
  }
}
