package adjoint.autograd.explain;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of formulas in MathML. */
final class Symbols {
  private static final Map<String, String> GREEK =
      Map.of(
          "pi", "π", "eps", "ε", "alpha", "α", "beta", "β", "gamma", "γ", "lambda", "λ", "mu", "μ",
          "sigma", "σ", "theta", "θ");

  /** The colour of gradients. */
  private static final String GRADIENT = "#a33c12";

  /** A letter, perhaps as a gradient or differential, perhaps with an index. */
  private static final Pattern LETTER =
      Pattern.compile("([dg]?)([A-Za-z])(?:_([A-Za-z0-9]+)|([0-9]+))?");

  private Symbols() {}

  static Piece name(String name) {
    if (GREEK.containsKey(name)) {
      return Piece.of("<mi>" + GREEK.get(name) + "</mi>");
    }
    Matcher letter = LETTER.matcher(name);
    if (!letter.matches()) {
      return Piece.of("<mi>" + name.replace('_', ' ') + "</mi>");
    }
    String symbol = "<mi>" + letter.group(2) + "</mi>";
    if (letter.group(1).equals("g")) {
      symbol = "<mover>" + symbol + "<mo>¯</mo></mover>";
    }
    String index = letter.group(3) != null ? letter.group(3) : letter.group(4);
    if (index != null) {
      String markup = index.matches("[0-9]+") ? "<mn>" + index + "</mn>" : "<mi>" + index + "</mi>";
      symbol = "<msub>" + symbol + markup + "</msub>";
    }
    return switch (letter.group(1)) {
      case "d" -> Piece.prefixed("<mi mathvariant=\"normal\">d</mi>", symbol);
      case "g" -> Piece.of("<mrow mathcolor=\"" + GRADIENT + "\">" + symbol + "</mrow>");
      default -> Piece.of(symbol);
    };
  }
}
