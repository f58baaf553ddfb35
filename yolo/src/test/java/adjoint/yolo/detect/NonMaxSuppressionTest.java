package adjoint.yolo.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import adjoint.tensor.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonMaxSuppressionTest {
  /** The rows of specification G6. */
  private static final Tensor ROWS =
      Tensor.of(
              new float[][] {
                {100, 100, 50, 50, .9f, .8f, .1f},
                {102, 101, 50, 52, .8f, .3f, .7f},
                {300, 200, 80, 40, .6f, .05f, .9f},
                {303, 203, 78, 44, .7f, .5f, .45f},
                {50, 60, 1.5f, 40, .95f, .9f, .9f},
                {400, 400, 30, 30, .2f, .9f, .9f},
                {100, 100, 52, 48, .5f, .95f, .02f},
              })
          .reshape(1, 7, 7);

  private static final float[] PERSON = {75, 75, 125, 125, .72f, 0};
  private static final float[] SECOND = {77, 75, 127, 127, .56f, 1};
  private static final float[] WIDE = {260, 180, 340, 220, .54f, 1};
  private static final float[] WIDE_OTHER = {264, 181, 342, 225, .35f, 0};

  private static void assertRows(Tensor actual, float[]... expected) {
    assertEquals(expected.length, actual.size(0), actual::toString);
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < 6; j++) {
        assertEquals(expected[i][j], actual.get(i, j), 1e-4, "row " + i + ", column " + j);
      }
    }
  }

  private static Tensor run(NmsOptions options) {
    return NonMaxSuppression.apply(ROWS, options).get(0);
  }

  @Test
  void keepsTheBestOfEachClass() {
    assertRows(run(NmsOptions.DETECT), PERSON, SECOND, WIDE, WIDE_OTHER);
  }

  @Test
  void countsOneBoxForSeveralClasses() {
    Tensor rows = run(NmsOptions.VALIDATE);
    assertRows(
        rows,
        PERSON,
        SECOND,
        WIDE,
        WIDE_OTHER,
        new float[] {385, 385, 415, 415, .18f, 0},
        new float[] {385, 385, 415, 415, .18f, 1});
  }

  @Test
  void suppressesAcrossClassesOnRequest() {
    assertRows(run(NmsOptions.DETECT.withAgnostic(true)), PERSON, WIDE);
  }

  @Test
  void keepsChosenClassesOnly() {
    assertRows(run(NmsOptions.DETECT.withClasses(Set.of(1))), SECOND, WIDE);
  }

  @Test
  void keepsAtMostSoMany() {
    NmsOptions two = NmsOptions.DETECT.withThresholds(.1, .45).withMaxDetections(2);
    assertRows(run(two), PERSON, SECOND);
  }

  @Test
  void takesBoxesKnownBeforehand() {
    Tensor known = Tensor.of(new float[][] {{1, 200, 200, 40, 40}});
    Tensor rows = NonMaxSuppression.apply(ROWS, NmsOptions.DETECT, List.of(known)).get(0);
    assertRows(rows, new float[] {180, 180, 220, 220, 1, 1}, PERSON, SECOND, WIDE, WIDE_OTHER);
  }

  @Test
  void nothingFoundIsAnEmptyTable() {
    Tensor rows = run(NmsOptions.DETECT.withThresholds(.99, .45));
    assertEquals(0, rows.size(0));
    assertEquals(6, rows.size(1));
    assertEquals(
        0, NonMaxSuppression.apply(Tensor.zeros(1, 0, 7), NmsOptions.DETECT).get(0).size(0));
  }

  @Test
  void refusesOtherShapesAndSettings() {
    ShapeException shape =
        assertThrows(
            ShapeException.class,
            () -> NonMaxSuppression.apply(Tensor.zeros(3, 85), NmsOptions.DETECT));
    assertTrue(shape.getMessage().contains("[3, 85]"), shape.getMessage());
    IllegalArgumentException range =
        assertThrows(
            IllegalArgumentException.class, () -> NmsOptions.DETECT.withThresholds(1.5, .45));
    assertTrue(range.getMessage().contains("from 0 to 1, got 1.5"), range.getMessage());
    assertThrows(IllegalArgumentException.class, () -> NmsOptions.DETECT.withMaxDetections(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"detect", "agnostic", "classes", "val"})
  void matchesTheReferenceRowByRow(String setting) throws IOException {
    Path file =
        Path.of(
            System.getProperty("adjoint.shared", "../../shared"), "golden/yolo/nms.safetensors");
    assumeTrue(Files.exists(file), "no reference numbers at " + file);
    SafeTensors golden = SafeTensors.read(file);
    NmsOptions options =
        switch (setting) {
          case "detect" -> NmsOptions.DETECT;
          case "agnostic" -> NmsOptions.DETECT.withAgnostic(true);
          case "classes" -> NmsOptions.DETECT.withThresholds(.1, .45).withClasses(Set.of(0, 5, 17));
          default -> NmsOptions.VALIDATE.withThresholds(.3, .6);
        };
    List<Tensor> kept = NonMaxSuppression.apply(golden.tensor("prediction"), options);
    for (int image = 0; image < 2; image++) {
      Tensor expected = golden.tensor(setting + "." + image);
      assertEquals(expected.size(0), kept.get(image).size(0));
      assertTrue(kept.get(image).allClose(expected, 0, 1e-4), "image " + image);
    }
  }
}
