package adjoint.cli;

import adjoint.autograd.explain.MathMl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * A page of the documentation about an operation, or the part of a page, as HTML with typeset
 * formulas: blocks marked {@code formula}, and code within a line that reads as a formula.
 *
 * @param page the file's name in {@code docs}
 * @param heading the part of the page; null for all of it
 */
record DocsChapter(String page, String heading) {
  private static final String ATTENTION = "attention-gradients.md";

  private static final Map<String, DocsChapter> CHAPTERS =
      Map.of(
          "covpool", new DocsChapter("covariance-pooling.md", null),
          "sqrtm", new DocsChapter("matrix-square-root.md", null),
          "se", new DocsChapter(ATTENTION, "Squeeze and excitation"),
          "seLayer", new DocsChapter(ATTENTION, "Squeeze and excitation"),
          "simam", new DocsChapter(ATTENTION, "SimAM"),
          "soca", new DocsChapter(ATTENTION, "Second-order channel attention"),
          "attention2d", new DocsChapter(ATTENTION, "Dynamic convolution"),
          "dynamicConv2d", new DocsChapter(ATTENTION, "Dynamic convolution"));

  /** What the documentation says about an operation. */
  static Optional<DocsChapter> of(String operation) {
    return Optional.ofNullable(CHAPTERS.get(operation));
  }

  /** The chapter without its title, for the body of a page. */
  String toHtml() {
    var extensions = Set.of(TablesExtension.create());
    Node document = Parser.builder().extensions(extensions).build().parse(text());
    keepPart(document);
    return HtmlRenderer.builder()
        .extensions(extensions)
        .nodeRendererFactory(Formulas::new)
        .build()
        .render(document);
  }

  private String text() {
    try (InputStream in = DocsChapter.class.getResourceAsStream("/adjoint/cli/docs/" + page)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drops the page's title, and what is outside the part. */
  private void keepPart(Node document) {
    boolean inside = heading == null;
    Node next;
    for (Node node = document.getFirstChild(); node != null; node = next) {
      next = node.getNext();
      if (node instanceof Heading title && title.getLevel() <= 2) {
        inside = heading == null || heading.equals(plain(title));
        if (title.getLevel() == 1 || heading != null) {
          node.unlink();
          continue;
        }
      }
      if (!inside) {
        node.unlink();
      }
    }
  }

  private static String plain(Node node) {
    StringBuilder text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }
        });
    return text.toString();
  }

  /** Formulas as MathML; links within the project as text, for the page stands alone. */
  private record Formulas(HtmlNodeRendererContext context) implements NodeRenderer {
    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Code.class, FencedCodeBlock.class, Link.class, HtmlBlock.class);
    }

    @Override
    public void render(Node node) {
      HtmlWriter html = context.getWriter();
      if (node instanceof Code code) {
        code(html, code.getLiteral());
      } else if (node instanceof FencedCodeBlock block) {
        block(html, block);
      } else if (node instanceof Link link) {
        link(html, link);
      }
      // Nothing for an HTML block: these are the marks of generated parts.
    }

    private static void code(HtmlWriter html, String literal) {
      if (MathMl.isFormula(literal)) {
        html.raw(MathMl.html(literal));
      } else {
        html.tag("code");
        html.text(literal);
        html.tag("/code");
      }
    }

    private static void block(HtmlWriter html, FencedCodeBlock block) {
      html.line();
      if (block.getInfo().equals("formula")) {
        block
            .getLiteral()
            .lines()
            .forEach(l -> html.raw("<div class=\"formula\">" + MathMl.html(l) + "</div>\n"));
        return;
      }
      html.tag("pre");
      html.text(block.getLiteral());
      html.tag("/pre");
      html.line();
    }

    private void link(HtmlWriter html, Link link) {
      boolean outside = link.getDestination().startsWith("https://");
      if (outside) {
        html.tag("a", Map.of("href", link.getDestination()));
      }
      for (Node child = link.getFirstChild(); child != null; child = child.getNext()) {
        context.render(child);
      }
      if (outside) {
        html.tag("/a");
      }
    }
  }
}
