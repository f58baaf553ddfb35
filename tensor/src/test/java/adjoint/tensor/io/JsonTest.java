package adjoint.tensor.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void parsesEveryKindOfValueInTheTextsOrder() throws FormatException {
    Object value =
        Json.parse(
            " {\"z\": [1, -2.5e1, true], \"a\": {\"b\": null}, \"s\": \"x\\u00e9\\n"
                + "\\ud83d\\ude00\"} ");

    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("b", null);
    assertEquals(
        Map.of("z", Arrays.asList(1L, -25.0, true), "a", inner, "s", "x\u00e9\n\ud83d\ude00"),
        value);
    assertEquals(List.of("z", "a", "s"), List.copyOf(((Map<?, ?>) value).keySet()));
  }

  @Test
  void wholeNumbersAreLongsWhereTheyFit() throws FormatException {
    assertEquals(Long.MAX_VALUE, Json.parse("9223372036854775807"));
    assertEquals(Long.MIN_VALUE, Json.parse("-9223372036854775808"));
    assertEquals(9223372036854775808.0, Json.parse("9223372036854775808"));
    assertEquals(1.0, Json.parse("1.0"));
    assertEquals(-0.0, Json.parse("-0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "[1 2]",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":1,\"a\":2}",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "+1",
        "NaN",
        "Infinity",
        "1e999",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\\ud800\"",
        "\"a\tb\"",
        "tru",
        "nul",
        "1 2",
        "[1]]",
        "// c\n1",
        "'a'"
      })
  void refusesWhatIsNotStrictJson(String text) {
    FormatException error = assertThrows(FormatException.class, () -> Json.parse(text));
    assertTrue(error.position() >= 0 && error.position() <= text.length(), error.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, x]|4|expected a value, found 'x'",
        "{'a': 1}|1|expected a string",
        "[1, 2|5|array without an end",
        "[\"ab|1|string without an end",
        "{\"k\":1, \"k\":2}|8|duplicate key \"k\""
      },
      quoteCharacter = '~')
  void namesPositionAndReason(String text, int position, String reason) {
    FormatException error = assertThrows(FormatException.class, () -> Json.parse(text));
    assertEquals(position, error.position());
    assertTrue(error.reason().contains(reason), error.getMessage());
  }

  @Test
  void nestsSixtyFourLevelsAndNoMore() throws FormatException {
    Json.parse("[".repeat(64) + "]".repeat(64));
    assertThrows(FormatException.class, () -> Json.parse("[".repeat(65) + "]".repeat(65)));
    assertThrows(FormatException.class, () -> Json.parse("{\"a\":".repeat(65)));
    assertThrows(FormatException.class, () -> Json.parse("[".repeat(1_000_000)));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] overlong = {'"', (byte) 0xC0, (byte) 0xAF, '"'};
    JsonReader reader = new JsonReader(overlong, null, 0);
    assertThrows(FormatException.class, reader::readString);
  }

  @Test
  void writesOnOneLineOrIndented() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("a\"\u0001", List.of(1, 2.5, 3L));
    value.put("empty", List.of());
    value.put("none", null);
    assertEquals("{\"a\\\"\\u0001\":[1,2.5,3],\"empty\":[],\"none\":null}", Json.write(value));
    assertEquals(
        "{\n"
            + "  \"a\\\"\\u0001\": [\n"
            + "    1,\n"
            + "    2.5,\n"
            + "    3\n"
            + "  ],\n"
            + "  \"empty\": [],\n"
            + "  \"none\": null\n"
            + "}",
        Json.writeIndented(value));
  }

  @Test
  void refusesToWriteWhatJsonLacks() {
    assertThrows(IllegalArgumentException.class, () -> Json.write(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Json.write(Float.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> Json.write(Map.of(1, 2)));
    assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
    assertThrows(IllegalArgumentException.class, () -> Json.write("\ud800"));
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    assertThrows(IllegalArgumentException.class, () -> Json.write(cycle));
  }

  @Property(tries = 300)
  void readsBackWhatItWrote(@ForAll("values") Object value) throws FormatException {
    assertEquals(value, Json.parse(Json.write(value)));
    assertEquals(value, Json.parse(Json.writeIndented(value)));
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<String> texts =
        Arbitraries.strings()
            .ofMaxLength(12)
            .filter(text -> !text.matches("(?s).*[\\ud800-\\udfff].*"));
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            texts.asGeneric(),
            Arbitraries.longs().asGeneric(),
            Arbitraries.doubles().asGeneric(),
            Arbitraries.of(true, false).asGeneric());
    return Arbitraries.recursive(
        () -> leaves,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(4).asGeneric(),
                Arbitraries.maps(texts, inner).ofMaxSize(4).asGeneric()),
        0,
        3);
  }
}
