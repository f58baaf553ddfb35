package adjoint.yolo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTextTest {
  private static LabelText.Parsed parse(String text) throws LabelText.LabelException {
    return LabelText.parse(text);
  }

  @Test
  void rowsAreClassCentreAndSize() throws Exception {
    LabelText.Parsed parsed = parse("\n1 .5 0.25 1e-1 +0.5\r\n\n0\t0 1 0 1.\n");
    assertArrayEquals(
        new float[][] {{1, 0.5f, 0.25f, 0.1f, 0.5f}, {0, 0, 1, 0, 1}}, parsed.labels().rows());
    assertNull(parsed.labels().outline(0));
    assertEquals(0, parsed.duplicates());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "  \n\n "})
  void anEmptyTextHasNoLabels(String text) throws Exception {
    assertEquals(0, parse(text).labels().rows().length);
  }

  @Test
  void oneOutlineMakesAllRowsOutlines() throws Exception {
    Labels labels = parse("2 .1 .2 .5 .2 .5 .6 .3 .8\n1 0.25 0.5 0.75 1\n").labels();
    assertArrayEquals(new float[] {2, 0.3f, 0.5f, 0.4f, 0.6f}, labels.rows()[0], 1e-6f);
    assertArrayEquals(new float[] {1, 0.5f, 0.75f, 0.5f, 0.5f}, labels.rows()[1], 1e-6f);
    assertArrayEquals(
        new float[] {0.1f, 0.2f, 0.5f, 0.2f, 0.5f, 0.6f, 0.3f, 0.8f}, labels.outline(0));
    assertEquals(4, labels.outline(1).length);
  }

  @Test
  void repeatedRowsAreRemovedAndTheRestIsSorted() throws Exception {
    LabelText.Parsed parsed = parse("3 .5 .5 .1 .1\n1 .5 .5 .2 .2\n3 .5 .5 .1 .1\n1 .4 .5 .2 .2\n");
    assertEquals(1, parsed.duplicates());
    assertArrayEquals(
        new float[][] {{1, .4f, .5f, .2f, .2f}, {1, .5f, .5f, .2f, .2f}, {3, .5f, .5f, .1f, .1f}},
        parsed.labels().rows());
    LabelText.Parsed kept = parse("3 .5 .5 .1 .1\n1 .5 .5 .2 .2\n");
    assertEquals(3, kept.labels().rows()[0][0], "the order stays where nothing repeats");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 .5 .5 .1                          | 4 numbers",
        "0 .5 .5 .1 .1 .9                    | 6 numbers",
        "0 .1 .2 .3 .4 .5 .6                 | 7 numbers",
        "0 .5 .5 .1 .1;0 .5 .5 .1            | row 1 has 4 numbers, row 0 has 5",
        "0 .5 .5 .1 .1; ;0 .5 .5 .1 .1       | blank",
        "0 .5 .5 .1 x                        | x is not a number",
        "0 .5 .5 .1 nan                      | not a number",
        "0 .5 .5 .1 0x1p-3                   | not a number",
        "-1 .5 .5 .1 .1                      | negative",
        "0 .5 -.5 .1 .1                      | negative",
        "0 .5 .5 1.01 .1                     | above 1",
        "0 320 240 64 48                     | above 1",
        "0 1e99 .5 .1 .1                     | above 1",
        "0 .1 .1 .2 .2 .3 .3 .4 .4 .5        | pairs",
      })
  void rowsThatCannotBeUsedAreRefused(String rows, String expected) {
    String text = rows.stripTrailing().replace(';', '\n');
    LabelText.LabelException e = assertThrows(LabelText.LabelException.class, () -> parse(text));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }
}
