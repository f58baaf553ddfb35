package adjoint.autograd.explain;

import java.util.ArrayList;
import java.util.List;

/** Cuts a line of plain-text mathematics into names, numbers and symbols. */
final class FormulaLexer {
  private static final List<String> LONG_SYMBOLS = List.of("<=", ">=", "!=", "+=", "->", "..");

  private FormulaLexer() {}

  enum Kind {
    NAME,
    NUMBER,
    SYMBOL,
    END
  }

  /**
   * A piece of a line.
   *
   * @param spaceBefore whether white space, or nothing, comes before
   * @param spaceAfter whether white space, or nothing, follows
   */
  record Token(Kind kind, String text, boolean spaceBefore, boolean spaceAfter) {
    boolean is(String symbolOrName) {
      return kind != Kind.END && text.equals(symbolOrName);
    }
  }

  static List<Token> tokens(String line) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      char first = line.charAt(at);
      if (Character.isWhitespace(first)) {
        at++;
        continue;
      }
      Kind kind = kind(first);
      int end = end(line, at, kind);
      boolean before = at == 0 || Character.isWhitespace(line.charAt(at - 1));
      boolean after = end == line.length() || Character.isWhitespace(line.charAt(end));
      tokens.add(new Token(kind, line.substring(at, end), before, after));
      at = end;
    }
    tokens.add(new Token(Kind.END, "", true, true));
    return tokens;
  }

  private static Kind kind(char first) {
    if (Character.isLetter(first)) {
      return Kind.NAME;
    }
    return Character.isDigit(first) ? Kind.NUMBER : Kind.SYMBOL;
  }

  private static int end(String line, int start, Kind kind) {
    if (kind == Kind.SYMBOL) {
      return LONG_SYMBOLS.stream().anyMatch(symbol -> line.startsWith(symbol, start))
          ? start + 2
          : start + 1;
    }
    int end = start + 1;
    while (end < line.length() && belongs(line, end, kind)) {
      int close = kind == Kind.NAME && line.startsWith("_{", end) ? line.indexOf('}', end) : -1;
      end = close < 0 ? end + 1 : close + 1;
    }
    return end;
  }

  private static boolean belongs(String line, int at, Kind kind) {
    char c = line.charAt(at);
    if (kind == Kind.NAME) {
      // Hyphens and apostrophes within words; a minus between names has spaces around it.
      boolean letterFollows = at + 1 < line.length() && Character.isLetter(line.charAt(at + 1));
      boolean joins = c == '-' || c == '\'';
      return Character.isLetterOrDigit(c) || c == '_' || joins && letterFollows;
    }
    boolean digitFollows = at + 1 < line.length() && Character.isDigit(line.charAt(at + 1));
    return Character.isDigit(c) || c == '.' && digitFollows;
  }
}
