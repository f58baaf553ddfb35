package adjoint.autograd.explain;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of formulas in MathML. */
final class Symbols {
  private static final Map<String, String> GREEK =
      Map.ofEntries(
          Map.entry("pi", "π"),
          Map.entry("eps", "ε"),
          Map.entry("alpha", "α"),
          Map.entry("beta", "β"),
          Map.entry("gamma", "γ"),
          Map.entry("kappa", "κ"),
          Map.entry("lambda", "λ"),
          Map.entry("mu", "μ"),
          Map.entry("sigma", "σ"),
          Map.entry("Sigma", "Σ"),
          Map.entry("tau", "τ"),
          Map.entry("theta", "θ"));

  /** The centring matrix of covariance pooling: no bar, which would make it a gradient here. */
  private static final String CENTRING = "<mover><mi>I</mi><mo>^</mo></mover>";

  /** The colour of gradients. */
  private static final String GRADIENT = "#a33c12";

  /** A letter, perhaps as a gradient or differential, perhaps with an index. */
  private static final Pattern LETTER =
      Pattern.compile(
          "([dg]?)([A-Za-z]|"
              + String.join("|", GREEK.keySet())
              + ")(?:_([A-Za-z0-9]+)|_\\{([^}]*)\\}|([0-9]+))?");

  /** A function of some positions, such as mean_HW. */
  private static final Pattern OVER = Pattern.compile("([a-z]+)_([A-Z]+)");

  private Symbols() {}

  /** Whether a name is a letter, its gradient or differential, with or without an index. */
  static boolean isLetter(String name) {
    return LETTER.matcher(name).matches() || name.equals("Ibar");
  }

  static Piece name(String name) {
    if (GREEK.containsKey(name)) {
      return Piece.of("<mi>" + GREEK.get(name) + "</mi>");
    }
    if (name.equals("Ibar")) {
      return Piece.of(CENTRING);
    }
    Matcher letter = LETTER.matcher(name);
    if (!letter.matches()) {
      Matcher over = OVER.matcher(name);
      return Piece.of(
          over.matches()
              ? "<msub><mi>" + over.group(1) + "</mi><mi>" + over.group(2) + "</mi></msub>"
              : "<mi>" + name.replace('_', ' ') + "</mi>");
    }
    String base = letter.group(2);
    String symbol = "<mi>" + GREEK.getOrDefault(base, base) + "</mi>";
    if (letter.group(1).equals("g")) {
      symbol = "<mover>" + symbol + "<mo>¯</mo></mover>";
    }
    String index = index(letter);
    if (index != null) {
      symbol = "<msub>" + symbol + index + "</msub>";
    }
    return switch (letter.group(1)) {
      case "d" -> Piece.prefixed("<mi mathvariant=\"normal\">d</mi>", symbol);
      case "g" -> Piece.of("<mrow mathcolor=\"" + GRADIENT + "\">" + symbol + "</mrow>");
      default -> Piece.of(symbol);
    };
  }

  private static String index(Matcher letter) {
    if (letter.group(4) != null) {
      return "<mrow>" + expression(letter.group(4)) + "</mrow>";
    }
    String index = letter.group(3) != null ? letter.group(3) : letter.group(5);
    return index == null ? null : expression(index);
  }

  /** An index such as {@code k-1}: letters, numbers, signs. */
  private static String expression(String text) {
    StringBuilder markup = new StringBuilder();
    Matcher part = Pattern.compile("([A-Za-z]\\w*)|([0-9]+)|(-)|([+,])").matcher(text);
    while (part.find()) {
      markup.append(
          part.group(1) != null
              ? "<mi>" + part.group(1) + "</mi>"
              : part.group(2) != null
                  ? "<mn>" + part.group(2) + "</mn>"
                  : "<mo>" + (part.group(3) != null ? "−" : part.group(4)) + "</mo>");
    }
    return markup.toString();
  }
}
