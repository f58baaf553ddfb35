package adjoint.autograd.explain;

/**
 * A part of a formula in MathML.
 *
 * @param prefix what comes before the symbol that an index belongs to
 * @param core the symbol
 * @param bare the whole without the parentheses around it
 */
record Piece(String prefix, String core, String bare) {
  static Piece of(String markup) {
    return new Piece("", markup, markup);
  }

  /** A symbol with something before it, such as the d of a differential. */
  static Piece prefixed(String prefix, String core) {
    return new Piece(prefix, core, prefix + core);
  }

  static Piece parenthesised(String inside) {
    return new Piece("", "<mrow><mo>(</mo>" + inside + "<mo>)</mo></mrow>", inside);
  }

  String markup() {
    return prefix + core;
  }

  /** The same with an index below, or in brackets if one is there already. */
  Piece withIndex(String index, boolean another) {
    if (another || core.contains("<msub>")) {
      return prefixed(prefix, core + "<mrow><mo>[</mo>" + index + "<mo>]</mo></mrow>");
    }
    return prefixed(prefix, "<msub>" + row(core) + row(index) + "</msub>");
  }

  Piece withExponent(String exponent) {
    return prefixed(prefix, "<msup>" + row(core) + row(exponent) + "</msup>");
  }

  private static String row(String markup) {
    return "<mrow>" + markup + "</mrow>";
  }
}
