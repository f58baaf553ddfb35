package adjoint.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class GraphTest {
  private static List<String> labels(Graph graph) {
    return graph.nodes().stream().map(Graph.Node::label).toList();
  }

  private static Graph.Node node(Graph graph, String label) {
    return graph.nodes().stream()
        .filter(node -> node.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aTraceHoldsValuesAndGradientsOfEverything() {
    Variable x = Variable.parameter(Tensor.of(2.0, 3.0));
    Variable c = Variable.of(Tensor.of(5.0, 7.0));
    Graph graph = Graph.trace(v -> v[0].mul(v[1]).sin().sum(), x, c);
    assertEquals(List.of("x0", "x1", "Mul", "Sin", "Sum"), labels(graph));
    assertEquals(Graph.Kind.PARAMETER, graph.nodes().get(0).kind());
    assertEquals(Graph.Kind.CONSTANT, graph.nodes().get(1).kind());
    Graph.Value product = node(graph, "Mul").values().get(0);
    assertArrayEquals(new double[] {10, 21}, product.value().toDoubleArray());
    assertArrayEquals(
        new double[] {Math.cos(10), Math.cos(21)}, product.gradient().toDoubleArray(), 1e-15);
    assertArrayEquals(
        new double[] {5 * Math.cos(10), 7 * Math.cos(21)},
        graph.nodes().get(0).values().get(0).gradient().toDoubleArray(),
        1e-14);
    assertNull(graph.nodes().get(1).values().get(0).gradient());
    assertEquals(1, graph.value(graph.outputs().get(0)).gradient().item());
    assertNull(x.grad(), "looking changes nothing");
  }

  @Test
  void aTraceSeesConstantsThatNoGradientReaches() {
    Variable x = Variable.parameter(Tensor.of(2.0));
    Graph graph = Graph.trace(v -> Autograd.noGrad(() -> v[0].exp()).mul(v[0]), x);
    assertEquals(List.of("x", "Exp", "Mul"), labels(graph));
    assertNull(node(graph, "Exp").values().get(0).gradient());
    assertFalse(graph.reversePass().contains("Exp"), "nothing flows through it");
  }

  @Test
  void aRecordedGraphKnowsShapesAndWhatWasSaved() {
    Variable x = Variable.parameter(Tensor.of(2.0, 3.0));
    Variable c = Variable.of(Tensor.of(5.0, 7.0));
    Variable y = x.add(c).exp().sum();
    Graph graph = Graph.of(List.of(y), Map.of(x, "weights"));
    assertEquals(List.of("weights", "constant", "Add", "Exp", "Sum"), labels(graph));
    assertArrayEquals(new int[] {2}, node(graph, "Add").values().get(0).shape());
    assertNull(node(graph, "Add").values().get(0).value(), "not needed for the reverse pass");
    assertNotNull(node(graph, "Exp").values().get(0).value(), "saved for the reverse pass");
    assertEquals(DType.F64, node(graph, "constant").values().get(0).dtype());
    y.backward();
    Graph after = Graph.of(List.of(y), Map.of(x, "weights"));
    assertTrue(node(after, "weights").values().get(0).gradient().sameBits(x.grad().value()));
    assertNull(node(after, "Exp").values().get(0).value(), "freed");
  }

  @Test
  void aVariableUsedTwiceIsOneNode() {
    Variable x = Variable.parameter(Tensor.of(2.0));
    Graph graph = Graph.of(x.mul(x));
    assertEquals(2, graph.nodes().size());
    assertEquals(
        List.of(new Graph.Source(0, 0), new Graph.Source(0, 0)), graph.nodes().get(1).inputs());
  }

  @Test
  void aLeafIsAGraph() {
    Graph graph = Graph.of(Variable.parameter(Tensor.of(2.0)));
    assertEquals(List.of("parameter"), labels(graph));
    assertTrue(graph.toSvg().contains("F64[1]"));
  }

  @Test
  void deepGraphsAreWalkedWithoutRecursion() {
    Variable x = Variable.parameter(Tensor.scalar(DType.F64, 1));
    Variable y = x;
    for (int i = 0; i < 50_000; i++) {
      y = y.add(x);
    }
    assertEquals(50_001, Graph.of(y).nodes().size());
  }

  @Test
  void severalOutputsShareTheirNodes() {
    Variable x = Variable.parameter(Tensor.of(2.0));
    Variable y = x.exp();
    Graph graph = Graph.of(y.sin(), y.cos());
    assertEquals(List.of("parameter", "Exp", "Sin", "Cos"), labels(graph));
    assertEquals(List.of(new Graph.Source(2, 0), new Graph.Source(3, 0)), graph.outputs());
  }

  @Test
  void theReversePassIsListedInItsOrder() {
    Variable x = Variable.parameter(Tensor.of(2.0, 3.0));
    String table = Graph.trace(v -> v[0].exp().sum(), x).reversePass();
    List<String> lines = table.lines().toList();
    assertEquals(4, lines.size());
    assertTrue(
        lines.get(0).matches("node +operation +incoming gradient +gives gradients to +rule"));
    assertTrue(lines.get(2).matches("#2 +Sum +F64\\[] = 1 +#1 Exp +gx\\[i] = gy"), lines.get(2));
    assertTrue(lines.get(3).matches("#1 +Exp +F64\\[2] = \\[1, 1] +#0 x +gx = gy y"), lines.get(3));
  }

  @Test
  void dotNamesNodesAndEdges() {
    Variable x = Variable.parameter(Tensor.of(2.0));
    Graph graph = Graph.of(List.of(x.exp()), Map.of(x, "a \"quoted\" name"));
    String dot = graph.toDot();
    assertTrue(dot.startsWith("digraph computation {") && dot.endsWith("}\n"));
    assertTrue(dot.contains("label = \"a \\\"quoted\\\" name\\nF64[1]\\nvalue [2]\""), dot);
    assertTrue(dot.contains("n0 -> n1;"));
  }

  @Test
  void parametersFoldIntoTheOperationsThatUseThem() {
    Graph graph = net(2);
    Graph folded = graph.folded();
    assertEquals(graph.functions(), folded.functions());
    Graph.Node convolution = node(folded, "Conv2d");
    assertEquals(
        List.of("0.weight", "0.bias"),
        convolution.folded().stream().map(Graph.Node::label).toList());
    assertTrue(labels(folded).contains("image"));
    assertFalse(labels(folded).contains("1.weight"));
    assertTrue(folded.toSvg().contains("1.weight F32[2, 2, 3, 3]"));
    assertEquals(graph.reversePass().lines().count(), folded.reversePass().lines().count());
  }

  /** Convolutions with gates and skips. */
  private static Graph net(int depth) {
    Generator generator = new Generator(3);
    Map<Variable, String> names = new HashMap<>();
    Variable image = Variable.of(Tensor.randn(generator, DType.F32, 1, 2, 4, 4));
    names.put(image, "image");
    return Graph.trace(
        () -> {
          Variable y = image;
          List<Variable> stages = new ArrayList<>();
          for (int i = 0; i < depth; i++) {
            Variable weight = Variable.parameter(Tensor.randn(generator, DType.F32, 2, 2, 3, 3));
            Variable bias = Variable.parameter(Tensor.zeros(DType.F32, 2));
            names.put(weight, i + ".weight");
            names.put(bias, i + ".bias");
            Variable z = y.conv2d(weight, bias, Conv2dOptions.DEFAULT.withPadding(1));
            stages.add(y);
            y = z.mul(z.sigmoid()).add(stages.get(i / 2));
          }
          return y.sum();
        },
        names);
  }

  @Test
  void thePictureIsWellFormedAndBoxesDoNotOverlap() throws Exception {
    String svg = net(40).toSvg();
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertEquals("svg", document.getDocumentElement().getTagName());
    List<double[]> boxes = new ArrayList<>();
    Matcher rectangle =
        Pattern.compile(
                "<rect x=\"([^\"]*)\" y=\"([^\"]*)\" width=\"([^\"]*)\" height=\"([^\"]*)\"")
            .matcher(svg);
    while (rectangle.find()) {
      double[] box = new double[4];
      for (int i = 0; i < 4; i++) {
        box[i] = Double.parseDouble(rectangle.group(i + 1));
      }
      boxes.add(box);
    }
    assertTrue(boxes.size() > 200, "a large graph");
    double width = Double.parseDouble(document.getDocumentElement().getAttribute("width"));
    double height = Double.parseDouble(document.getDocumentElement().getAttribute("height"));
    for (int i = 0; i < boxes.size(); i++) {
      double[] a = boxes.get(i);
      assertTrue(a[0] >= 0 && a[1] >= 0 && a[0] + a[2] <= width && a[1] + a[3] <= height);
      for (int j = 0; j < i; j++) {
        double[] b = boxes.get(j);
        boolean apart =
            a[0] + a[2] < b[0] || b[0] + b[2] < a[0] || a[1] + a[3] < b[1] || b[1] + b[3] < a[1];
        assertTrue(apart, "boxes " + i + " and " + j);
      }
    }
  }

  @Test
  void thePageNeedsNothingElse() {
    String page = net(2).toHtml("a <net>");
    assertTrue(page.contains("<title>a &lt;net&gt;</title>"));
    assertTrue(page.contains("<svg") && page.contains("The reverse pass, in order"));
    assertFalse(page.contains("src=") || page.contains("<link") || page.contains("https://"));
  }

  @Test
  void anOperationWithSeveralOutputsSaysWhichOneIsUsed() {
    Function halves =
        new Function() {
          @Override
          public String name() {
            return "Halves";
          }

          @Override
          protected Tensor[] forwardAll(Tensor... x) {
            return new Tensor[] {x[0].slice(0, 0, 1).copy(), x[0].slice(0, 1, 2).copy()};
          }

          @Override
          protected Variable[] backwardAll(Variable... gy) {
            Variable zero = Variable.of(Tensor.zeros(DType.F64, 1));
            Variable first = gy[0] == null ? zero : gy[0];
            Variable second = gy[1] == null ? zero : gy[1];
            return new Variable[] {Variable.concat(List.of(first, second), 0)};
          }
        };
    Variable x = Variable.parameter(Tensor.of(2.0, 3.0));
    Graph graph = Graph.of(halves.applyAll(x)[1].exp());
    assertEquals(List.of(new Graph.Source(1, 1)), node(graph, "Exp").inputs());
    assertEquals(2, node(graph, "Halves").values().size());
    assertNull(node(graph, "Halves").values().get(0).dtype(), "nothing uses it");
    assertTrue(graph.toDot().contains("n1 -> n2 [label = \"output 1\"]"));
    assertTrue(graph.toSvg().contains("output 1"));
  }
}
