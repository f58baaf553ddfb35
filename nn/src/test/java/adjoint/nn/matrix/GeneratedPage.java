package adjoint.nn.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation some parts of which are written by a test. */
final class GeneratedPage {
  private static final String COMMAND =
      "mvn test -pl nn -am -Dtest=MatrixPagesTest -Dadjoint.regenerate=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";
  private static final String END = "<!-- end of generated part -->";
  private static final Pattern LABEL =
      Pattern.compile("// ((?:CP|SQ)-[FB][0-9]?(?:\\.[0-9])?): (.*)");

  private final Path file;
  private final Path source;
  private final Map<String, Supplier<String>> parts = new LinkedHashMap<>();

  /**
   * A page about a source file; its parts "lines" and "links" are known already.
   *
   * @param name in {@code docs}
   * @param source from the root of the project
   */
  GeneratedPage(String name, String source) {
    file = Path.of("../docs").resolve(name);
    this.source = Path.of(source);
    parts.put("lines", this::lines);
    parts.put("links", this::links);
  }

  GeneratedPage with(String part, Supplier<String> text) {
    parts.put(part, text);
    return this;
  }

  /**
   * A labelled line of code.
   *
   * @param number from 1 on
   */
  record Line(String label, String comment, String code, int number) {}

  List<Line> labelledLines() throws IOException {
    List<Line> lines = new ArrayList<>();
    List<String> text = Files.readAllLines(Path.of("..").resolve(source));
    for (int i = 0; i < text.size(); i++) {
      Matcher matcher = LABEL.matcher(text.get(i));
      if (matcher.find()) {
        String code = text.get(i).substring(0, matcher.start()).strip();
        lines.add(new Line(matcher.group(1), matcher.group(2), code, i + 1));
      }
    }
    // The steps forward come before those backward.
    lines.sort(Comparator.comparing(line -> line.label().replace('F', 'A')));
    return lines;
  }

  private List<Line> read() {
    try {
      return labelledLines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lines() {
    StringBuilder table = new StringBuilder("| step | computes | code |\n|---|---|---|\n");
    for (Line line : read()) {
      table.append("| [").append(line.label()).append("][").append(line.label()).append("] | ");
      table.append(line.comment()).append(" | `").append(line.code()).append("` |\n");
    }
    return table.toString();
  }

  private String links() {
    StringBuilder links = new StringBuilder();
    for (Line line : read()) {
      links.append('[').append(line.label()).append("]: ../").append(source);
      links.append("#L").append(line.number()).append('\n');
    }
    return links.toString();
  }

  /** Fails if a part of the page is not what it would be now; or writes it anew if asked to. */
  void assertUpToDate() throws IOException {
    String actual = Files.readString(file);
    String expected = actual;
    for (Map.Entry<String, Supplier<String>> part : parts.entrySet()) {
      String begin = "<!-- generated: " + part.getKey() + " -->";
      int from = expected.indexOf(begin);
      int to = expected.indexOf(END, from);
      assertTrue(from >= 0 && to > from, file + " has no part \"" + part.getKey() + "\"");
      String text = begin + "\n\n" + part.getValue().get() + "\n";
      expected = expected.substring(0, from) + text + expected.substring(to);
    }
    if (Boolean.getBoolean("adjoint.regenerate")) {
      Files.writeString(file, expected);
      return;
    }
    assertEquals(expected, actual, file + " is stale; write it anew with: " + COMMAND);
  }

  /** Every step that the text refers to leads to a line that carries its label. */
  void assertLinksLeadToTheirLines() throws IOException {
    String text = Files.readString(file);
    List<String> code = Files.readAllLines(Path.of("..").resolve(source));
    Matcher link =
        Pattern.compile("(?m)^\\[([A-Z0-9.-]+)\\]: \\.\\./(.*)#L([0-9]+)$").matcher(text);
    Map<String, Integer> targets = new LinkedHashMap<>();
    while (link.find()) {
      assertEquals(source.toString(), link.group(2));
      int number = Integer.parseInt(link.group(3));
      String line = code.get(number - 1);
      assertTrue(line.contains("// " + link.group(1) + ":"), link.group() + " leads to: " + line);
      targets.put(link.group(1), number);
    }
    String prose = text.substring(0, text.indexOf("<!-- generated: lines -->"));
    Matcher reference = Pattern.compile("\\[([A-Z0-9.-]+)\\]\\[\\1\\]").matcher(prose);
    List<String> explained = new ArrayList<>();
    while (reference.find()) {
      assertTrue(targets.containsKey(reference.group(1)), reference.group() + " leads nowhere");
      explained.add(reference.group(1));
    }
    for (String label : targets.keySet()) {
      boolean within = label.equals("SQ-B2.6") && prose.contains("[SQ-B2.5][SQ-B2.5] to [SQ-B2.7]");
      assertTrue(within || explained.contains(label), label + " is not explained");
    }
  }
}
