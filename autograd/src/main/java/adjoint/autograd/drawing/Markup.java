package adjoint.autograd.drawing;

/** Text inside HTML, SVG and MathML. */
public final class Markup {
  private Markup() {}

  /** Replaces what would be read as markup. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
