package adjoint.yolo.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YoloTextTest {
  /** As C's printf writes them. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5",
    "1, 1",
    "0, 0",
    "0.123456789, 0.123457",
    "0.00012345678, 0.000123457",
    "0.000012345678, 1.23457e-05",
    "123456.7, 123457",
    "1234567, 1.23457e+06",
    "0.9999999, 1",
    "-0.25, -0.25",
  })
  void writesSixSignificantDigits(double value, String expected) {
    assertEquals(expected, YoloText.general(value));
  }

  @Test
  void writesRowsOfNumbersAsTheyAre() {
    float[][] boxes = {{10.5f, 20, 30.5f, 60, .875f, 3}, {0, 0, 200, 100, .5f, 0}};
    assertEquals("3 0.1025 0.4 0.1 0.4\n0 0.5 0.5 1 1\n", YoloText.of(boxes, 200, 100, false));
    assertEquals("0 0.5 0.5 1 1 0.5", YoloText.of(boxes, 200, 100, true).lines().toList().get(1));
  }

  @Test
  void writesRelativeRowsLeastConfidentFirst() {
    Detections found =
        new Detections(
            200,
            100,
            640,
            320,
            List.of(
                new Detection(10.4f, 20.2f, 30, 60, .875f, 3, "bird"),
                new Detection(0, 0, 200, 100, .5f, 0, "person")),
            new Timing(1, 2, 3));
    assertEquals("0 0.5 0.5 1 1\n3 0.1 0.4 0.1 0.4\n", YoloText.of(found, false));
    assertEquals("0 0.5 0.5 1 1 0.5\n3 0.1 0.4 0.1 0.4 0.875\n", YoloText.of(found, true));
  }
}
