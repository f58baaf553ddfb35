package adjoint.autograd.explain;

import adjoint.autograd.drawing.Markup;
import adjoint.autograd.explain.FormulaLexer.Kind;
import adjoint.autograd.explain.FormulaLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a line of plain-text mathematics with words between; see {@link MathMl} for the grammar.
 */
final class FormulaParser {
  private static final Map<String, String> RELATIONS =
      Map.of(
          "=", "=", "<=", "≤", ">=", "≥", "!=", "≠", "<", "<", ">", ">", "+=", "+=", "in", "∈",
          "->", "→");
  private static final Map<String, String> BIG_OPERATORS =
      Map.of("sum", "∑", "product", "∏", "max", "max", "min", "min");

  /** Words of the language around formulas; they never are names in a formula. */
  private static final Set<String> WORDS =
      Set.of(
          "of",
          "with",
          "where",
          "otherwise",
          "and",
          "or",
          "over",
          "so",
          "for",
          "being",
          "to",
          "from",
          "is",
          "are",
          "by",
          "the",
          "then",
          "also",
          "but",
          "that",
          "which",
          "both",
          "outside",
          "between",
          "above",
          "below",
          "in",
          "at",
          "on");

  /** What may follow the letter a without making it the article. */
  private static final Set<String> AFTER_LETTER =
      Set.of("and", "or", "is", "are", "where", "with", "by", "over", "of", "being", "to", "in");

  /** Arguments of operations that stand in formulas as they are. */
  private static final Set<String> PARAMETERS =
      Set.of(
          "pi", "eps", "beta", "step", "slope", "offset", "index", "padding", "stride", "dilation");

  private final List<Token> tokens;
  private final List<Segment> segments = new ArrayList<>();
  private final StringBuilder words = new StringBuilder();
  private int at;
  private int depth;
  private int bars;

  /**
   * A stretch of the line.
   *
   * @param math whether {@code content} is MathML
   * @param content MathML or plain text
   * @param understood false for a formula that could not be read and is left as text
   */
  record Segment(boolean math, String content, boolean understood) {}

  /** The line is no formula here. */
  private static final class Misread extends Exception {
    private static final long serialVersionUID = 1;

    Misread() {
      super(null, null, false, false);
    }
  }

  private FormulaParser(String line) {
    tokens = FormulaLexer.tokens(line);
  }

  static List<Segment> parse(String line) {
    return new FormulaParser(line).line();
  }

  // ---- words and formulas ---------------------------------------------------------------------

  private List<Segment> line() {
    while (peek().kind() != Kind.END) {
      int start = at;
      if (startsFormula()) {
        boolean space = peek().spaceBefore();
        try {
          String formula = chain();
          flush(true, space);
          segments.add(new Segment(true, formula, true));
          continue;
        } catch (Misread notAFormula) {
          at = start;
          depth = 0;
          bars = 0;
          if (!peek().is("(")) {
            flush(true, space);
            word();
            flush(false, false);
            continue;
          }
        }
      }
      word();
    }
    flush(true, false);
    return segments;
  }

  private void word() {
    Token token = next();
    words.append(token.spaceBefore() && at > 1 ? " " : "").append(token.text());
  }

  /** Ends a stretch of words, perhaps with the space before what follows. */
  private void flush(boolean understood, boolean space) {
    boolean between = words.isEmpty() && !segments.isEmpty();
    if (space && (between || !words.isEmpty())) {
      words.append(' ');
    }
    if (!words.isEmpty()) {
      segments.add(new Segment(false, words.toString(), understood));
      words.setLength(0);
    }
  }

  private boolean startsFormula() {
    Token token = peek();
    return switch (token.kind()) {
      case NUMBER -> true;
      case NAME -> isName(token, peek(1));
      case SYMBOL ->
          Set.of("(", "[", "|", "-", "=").contains(token.text())
              || token.is("<") && !token.spaceAfter();
      case END -> false;
    };
  }

  /** Whether a name belongs to a formula that may begin or go on here. */
  private boolean isName(Token token, Token next) {
    String name = token.text();
    boolean attached = !token.spaceAfter() && next.kind() == Kind.SYMBOL;
    if (attached && Set.of("(", "[", "^").contains(next.text())) {
      return true;
    }
    if (BIG_OPERATORS.containsKey(name) && next.is("over")
        || name.equals("integral") && next.is("from")) {
      return true;
    }
    if (name.equalsIgnoreCase("a") && next.kind() == Kind.NAME && depth == 0) {
      return AFTER_LETTER.contains(next.text()) || isName(next, peek(2));
    }
    if (isSymbolic(name) || PARAMETERS.contains(name)) {
      return true;
    }
    if (WORDS.contains(name)) {
      return false;
    }
    if (depth > 0) {
      return true;
    }
    return next.kind() == Kind.SYMBOL
        && Set.of("=", "+", "<=", ">=", "!=", "+=", "/").contains(next.text())
        && token.spaceAfter();
  }

  /** Letters, their gradients and differentials, with or without an index; no words. */
  private static boolean isSymbolic(String name) {
    return Symbols.isLetter(name) && !Set.of("do", "go").contains(name);
  }

  // ---- formulas -------------------------------------------------------------------------------

  /** Sums joined by relations; the first may be missing. */
  private String chain() throws Misread {
    StringBuilder markup = new StringBuilder();
    if (!isRelation()) {
      markup.append(sum());
    }
    while (isRelation()) {
      markup.append(operator(RELATIONS.get(next().text())));
      markup.append(sum());
    }
    return markup.toString();
  }

  private boolean isRelation() {
    Token token = peek();
    if (!RELATIONS.containsKey(token.text()) || token.is("in") && depth == 0) {
      return false;
    }
    return !(token.is("<") || token.is(">")) || token.spaceBefore() && token.spaceAfter();
  }

  private String sum() throws Misread {
    StringBuilder markup = new StringBuilder();
    if (peek().is("-")) {
      next();
      markup.append("<mo>−</mo>");
    } else if (peek().is("not")) {
      next();
      markup.append("<mo>¬</mo>");
    }
    markup.append(product());
    while ((peek().is("+") || peek().is("-")) && peek().spaceAfter()) {
      markup.append(operator(next().is("+") ? "+" : "−"));
      markup.append(product());
    }
    return markup.toString();
  }

  /** Factors side by side; a stroke divides all of them so far by the next one. */
  private String product() throws Misread {
    Piece result = factor();
    while (true) {
      if (peek().is("/")) {
        next();
        Piece divisor = factor();
        result = Piece.of("<mfrac>" + row(result.bare()) + row(divisor.bare()) + "</mfrac>");
      } else if (peek().is("*")) {
        next();
        result = Piece.of(result.markup() + operator("∗") + factor().markup());
      } else if (peek().is("o") && peek().spaceAfter()) {
        next();
        result = Piece.of(result.markup() + operator("∘") + factor().markup());
      } else if (startsFactor()) {
        String thin = "<mspace width=\"0.17em\"/>";
        result = Piece.of(result.markup() + thin + factor().markup());
      } else {
        return result.markup();
      }
    }
  }

  private boolean startsFactor() {
    Token token = peek();
    return switch (token.kind()) {
      case NUMBER -> true;
      case NAME -> isName(token, peek(1)) && !previousWasUnknownWord();
      case SYMBOL ->
          token.spaceBefore()
              && (token.is("(")
                  || token.is("[")
                  || token.is("|") && bars == 0
                  || token.is("<") && !token.spaceAfter());
      case END -> false;
    };
  }

  /** Two words side by side are prose, not a product. */
  private boolean previousWasUnknownWord() {
    Token previous = tokens.get(at - 1);
    return isUnknown(previous) && isUnknown(peek()) && peek(1).kind() != Kind.SYMBOL;
  }

  private static boolean isUnknown(Token token) {
    return token.kind() == Kind.NAME
        && !isSymbolic(token.text())
        && !PARAMETERS.contains(token.text());
  }

  /** Something with an index and an exponent. */
  private Piece factor() throws Misread {
    Piece base = primary();
    boolean indexed = false;
    while (peek().is("[") && !peek().spaceBefore()) {
      next();
      String index = list("]");
      base = base.withIndex(index, indexed);
      indexed = true;
    }
    if (peek().is("^")) {
      next();
      boolean negative = peek().is("-");
      if (negative) {
        next();
      }
      Token exponent = peek();
      String sign = negative ? "<mo>−</mo>" : "";
      boolean transpose = exponent.is("T");
      String power = transpose ? "<mi mathvariant=\"normal\">T</mi>" : null;
      if (transpose) {
        next();
      } else {
        power = factor().bare();
      }
      base = base.withExponent(sign + power);
    }
    return base;
  }

  private Piece primary() throws Misread {
    Token token = next();
    switch (token.kind()) {
      case NUMBER:
        return Piece.of("<mn>" + token.text() + "</mn>");
      case NAME:
        return named(token);
      case SYMBOL:
        return bracketed(token);
      default:
        throw new Misread();
    }
  }

  private Piece bracketed(Token open) throws Misread {
    switch (open.text()) {
      case "(":
        return Piece.parenthesised(list(")"));
      case "[":
        return Piece.of(fenced("[", list("]"), "]"));
      case "|":
        bars++;
        depth++;
        String inside = sum();
        expect("|");
        depth--;
        bars--;
        return Piece.of(fenced("|", inside, "|"));
      case "<":
        depth++;
        String left = sum();
        expect(",");
        String right = sum();
        expect(">");
        depth--;
        return Piece.of(fenced("⟨", left + "<mo>,</mo>" + right, "⟩"));
      case "..":
        return Piece.of("<mo>…</mo>");
      default:
        throw new Misread();
    }
  }

  /** Chains with commas between, up to a closing bracket. */
  private String list(String close) throws Misread {
    depth++;
    int barsAround = bars;
    bars = 0;
    StringBuilder markup = new StringBuilder(chain());
    while (peek().is(",") || peek().is(";")) {
      markup.append("<mo>").append(next().text()).append("</mo>").append(chain());
    }
    expect(close);
    bars = barsAround;
    depth--;
    return markup.toString();
  }

  private Piece named(Token token) throws Misread {
    String name = token.text();
    if (BIG_OPERATORS.containsKey(name) && peek().is("over")) {
      return overRange(BIG_OPERATORS.get(name));
    }
    if (name.equals("integral") && peek().is("from")) {
      return integral();
    }
    if (WORDS.contains(name)) {
      throw new Misread();
    }
    if (peek().is("(") && !peek().spaceBefore()) {
      next();
      String arguments = list(")");
      return switch (name) {
        case "sqrt" -> Piece.of("<msqrt>" + arguments + "</msqrt>");
        case "floor" -> Piece.of(fenced("⌊", arguments, "⌋"));
        default ->
            Piece.of(
                Symbols.name(name).markup() + "<mo>&#x2061;</mo>" + fenced("(", arguments, ")"));
      };
    }
    return Symbols.name(name);
  }

  /** After {@code sum}: {@code over RANGE of PRODUCT}. */
  private Piece overRange(String operator) throws Misread {
    next();
    depth++;
    StringBuilder range = new StringBuilder(chain());
    while (peek().is(",") || peek().is("with")) {
      range.append(next().is(",") ? "<mo>,</mo>" : "<mtext>&#xa0;with&#xa0;</mtext>");
      range.append(chain());
    }
    depth--;
    expect("of");
    String large = "<mo movablelimits=\"false\">" + operator + "</mo>";
    String under = "<munder>" + large + row(range.toString()) + "</munder>";
    return Piece.of(under + row(product()));
  }

  /** After {@code integral}: {@code from A to B of PRODUCT}. */
  private Piece integral() throws Misread {
    next();
    String low = sum();
    expect("to");
    String high = sum();
    expect("of");
    String sign = "<msubsup><mo>∫</mo>" + row(low) + row(high) + "</msubsup>";
    return Piece.of(sign + row(product()));
  }

  private static String row(String markup) {
    return "<mrow>" + markup + "</mrow>";
  }

  private static String operator(String symbol) {
    return "<mo>" + Markup.escape(symbol) + "</mo>";
  }

  private static String fenced(String open, String inside, String close) {
    return row("<mo>" + open + "</mo>" + inside + "<mo>" + close + "</mo>");
  }

  // ---- tokens ---------------------------------------------------------------------------------

  private Token peek() {
    return peek(0);
  }

  private Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  private Token next() {
    Token token = peek();
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  private void expect(String symbol) throws Misread {
    if (!next().is(symbol)) {
      throw new Misread();
    }
  }
}
