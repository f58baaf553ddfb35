package adjoint.autograd.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Derivation;
import adjoint.autograd.catalog.Catalog;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class MathMlTest {
  static Stream<String> lines() {
    return Catalog.all().stream()
        .flatMap(operation -> operation.derivation().stream())
        .flatMap(MathMlTest::lines)
        .distinct();
  }

  private static Stream<String> lines(Derivation derivation) {
    List<String> lines = new ArrayList<>(derivation.backward());
    lines.add(derivation.forward());
    lines.addAll(derivation.steps());
    return lines.stream();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void everyFormulaOfTheLibraryIsRead(String line) throws Exception {
    assertEquals(List.of(), MathMl.unread(line));
    Document document = parse(MathMl.element(line));
    assertEquals("math", document.getDocumentElement().getTagName());
    assertTrue(document.getElementsByTagName("mi").getLength() > 0 || !line.contains("="), line);
  }

  /** The structure without the presentation: {@code mi}, {@code mn}, {@code mo} are left out. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "a b => a b",
        "a / b => frac(a,b)",
        "gy / (2 y) => frac(bar(y),2 y)",
        "-gy y / b => −frac(bar(y) y,b)",
        "e^x / (1 + e^x) dx => frac(sup(e,x),1+sup(e,x)) dx",
        "x[i, j] => sub(x,i,j)",
        "dx[p[k]] => dsub(x,sub(p,k))",
        "x_i[k] => sub(x,i)[k]",
        "e^x[j] => sup(e,sub(x,j))",
        "e^(x[i] - y) => sup(e,sub(x,i)−y)",
        "e^-x => sup(e,−x)",
        "gy b^T => bar(y) sup(b,T)",
        "sqrt(2 pi) => sqrt(2 π)",
        "sum over i of x[i] => under(∑,i)sub(x,i)",
        "sum over k with p[k] = q of gy[k] => under(∑,k with sub(p,k)=q)sub(bar(y),k)",
        "integral from 0 to x of e^(-t^2) dt => subsup(∫,0,x)sup(e,−sup(t,2)) dt",
        "<gy [a > b], da> => ⟨bar(y) [a>b],da⟩",
        "|x| = x sign(x) => |x|=x sign(x)",
        "x * w => x∗w",
        "low <= x => low≤x",
        "y += s => y+=s"
      })
  void formulas(String line, String expected) throws Exception {
    assertEquals(expected, outline(parse(MathMl.element(line)).getDocumentElement()));
  }

  @Test
  void wordsStayText() {
    String markup = MathMl.html("dy = 0 where a constant is meant, and dx elsewhere");
    assertTrue(markup.contains(" where a constant is meant, and <math"), markup);
    assertTrue(markup.endsWith(" elsewhere"), markup);
  }

  @Test
  void whatCannotBeReadIsText() {
    assertTrue(MathMl.unread("y = )").contains("y"));
    assertTrue(MathMl.element("y = )").contains("<mtext>y</mtext>"));
    assertTrue(MathMl.unread("sum over i of").contains("sum"));
  }

  @Property(tries = 500)
  void anythingGivesWellFormedMarkup(
      @ForAll
          @StringLength(max = 30)
          @Chars({'(', ')', '[', ']', '<', '>', '=', '^', '/', '|', ',', ' ', '-', '&', '"', '.'})
          @CharRange(from = 'a', to = 'h')
          String line)
      throws Exception {
    Document document = parse(MathMl.element(line));
    assertEquals("math", document.getDocumentElement().getTagName());
    parse("<p>" + MathMl.html(line) + "</p>");
  }

  private static Document parse(String markup) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(markup.replace("&#xa0;", " "))));
  }

  private static String outline(org.w3c.dom.Node node) {
    if (node.getNodeType() == org.w3c.dom.Node.TEXT_NODE) {
      return node.getNodeValue().replace("\u2061", "");
    }
    String name = node.getNodeName();
    List<String> children = new ArrayList<>();
    for (int i = 0; i < node.getChildNodes().getLength(); i++) {
      children.add(outline(node.getChildNodes().item(i)));
    }
    return switch (name) {
      case "mfrac", "msub", "msup", "msubsup", "munder" ->
          name.substring(1) + "(" + String.join(",", children) + ")";
      case "msqrt" -> "sqrt(" + String.join("", children) + ")";
      case "mover" -> "bar(" + children.get(0) + ")";
      case "mspace" -> " ";
      default -> String.join("", children);
    };
  }
}
