package adjoint.tensor.io;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A strict pull parser for JSON (RFC 8259) in UTF-8. Values are asked for one by one, so a caller
 * with a schema allocates only what the schema holds.
 */
public final class JsonReader {
  static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_LENGTH = 1000;

  private final byte[] text;
  private final Path file;
  private final long base;
  private final boolean[] started = new boolean[MAX_DEPTH];
  private int depth;
  private int at;
  private long keyPosition;

  /**
   * Creates a reader.
   *
   * @param text the JSON text
   * @param file the file that errors name, or null
   * @param base where in the file the text begins
   */
  public JsonReader(byte[] text, Path file, long base) {
    this.text = text;
    this.file = file;
    this.base = base;
  }

  /** The file position of the next byte. */
  public long position() {
    return base + at;
  }

  /** Where in the file the last key began. */
  public long keyPosition() {
    return keyPosition;
  }

  /** The first byte of the next value; -1 at the end of the text. */
  public int peek() {
    skipSpace();
    return at < text.length ? text[at] & 0xFF : -1;
  }

  /** Consumes the bracket that opens an object. */
  public void beginObject() throws FormatException {
    open('{', "an object");
  }

  /** Consumes the bracket that opens an array. */
  public void beginArray() throws FormatException {
    open('[', "an array");
  }

  /** Consumes the next key and its colon; null where the object ends instead. */
  public String nextKey() throws FormatException {
    if (!advance('}', "object")) {
      return null;
    }
    peek();
    keyPosition = position();
    String key = readString();
    expect(':', "after a key");
    return key;
  }

  /** Whether the array has another element, which is then next; consumes the bracket otherwise. */
  public boolean nextElement() throws FormatException {
    return advance(']', "array");
  }

  /** Consumes a string. */
  public String readString() throws FormatException {
    if (peek() != '"') {
      throw unexpected("a string");
    }
    int start = at++;
    StringBuilder unescaped = null;
    int segment = at;
    while (true) {
      if (at >= text.length) {
        throw error(base + start, "string without an end");
      }
      int c = text[at] & 0xFF;
      if (c < 0x20) {
        throw error(position(), "control character in a string; it must be escaped");
      }
      if (c == '"') {
        String tail = decode(segment, at++);
        return unescaped == null ? tail : unescaped.append(tail).toString();
      }
      if (c == '\\') {
        unescaped = unescaped == null ? new StringBuilder() : unescaped;
        unescaped.append(decode(segment, at));
        readEscape(unescaped);
        segment = at;
      } else {
        at++;
      }
    }
  }

  /** A {@code Long} where the number is whole and fits, a finite {@code Double} otherwise. */
  public Number readNumber() throws FormatException {
    int first = peek();
    if (first != '-' && !isDigit(first)) {
      throw unexpected("a number");
    }
    final int start = at;
    at += first == '-' ? 1 : 0;
    boolean leadingZero = at < text.length && text[at] == '0';
    int digits = skipDigits();
    if (leadingZero && digits > 1) {
      throw error(base + start, "number with a leading zero");
    }
    boolean whole = true;
    if (at < text.length && text[at] == '.') {
      whole = false;
      at++;
      skipDigits();
    }
    if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
      whole = false;
      at++;
      at += at < text.length && (text[at] == '+' || text[at] == '-') ? 1 : 0;
      skipDigits();
    }
    if (at - start > MAX_NUMBER_LENGTH) {
      throw error(base + start, "number of more than " + MAX_NUMBER_LENGTH + " characters");
    }
    String number = new String(text, start, at - start, StandardCharsets.US_ASCII);
    return toNumber(number, whole, base + start);
  }

  /** A whole number from 0 to 2^63 - 1. */
  public long readSize(String what) throws FormatException {
    skipSpace();
    long start = position();
    Number number = readNumber();
    if (!(number instanceof Long size) || size < 0) {
      throw error(start, what + " is " + number + "; it must be a whole number from 0 to 2^63 - 1");
    }
    return size;
  }

  /** True, false or null. */
  public Boolean readLiteral() throws FormatException {
    peek();
    for (String literal : new String[] {"true", "false", "null"}) {
      int end = at + literal.length();
      if (end <= text.length
          && new String(text, at, literal.length(), StandardCharsets.ISO_8859_1).equals(literal)) {
        at = end;
        return literal.equals("null") ? null : Boolean.valueOf(literal);
      }
    }
    throw unexpected("a value");
  }

  /** Reads past one value of any kind. */
  public void skipValue() throws FormatException {
    switch (peek()) {
      case '{' -> {
        beginObject();
        while (nextKey() != null) {
          skipValue();
        }
      }
      case '[' -> {
        beginArray();
        while (nextElement()) {
          skipValue();
        }
      }
      case '"' -> readString();
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readNumber();
      default -> readLiteral();
    }
  }

  /** Checks that nothing but white space follows. */
  public void finish() throws FormatException {
    if (peek() >= 0) {
      throw error(position(), "text after the end of the JSON value");
    }
  }

  /** An exception that names the file and a position in it. */
  public FormatException error(long position, String reason) {
    return new FormatException(file, position, reason);
  }

  private void open(char bracket, String what) throws FormatException {
    if (peek() != bracket) {
      throw unexpected(what);
    }
    if (depth == MAX_DEPTH) {
      throw error(position(), "JSON nested deeper than " + MAX_DEPTH + " levels");
    }
    started[depth++] = false;
    at++;
  }

  private boolean advance(char closing, String what) throws FormatException {
    int next = peek();
    if (next == closing) {
      at++;
      depth--;
      return false;
    }
    if (next < 0) {
      throw error(position(), what + " without an end");
    }
    if (started[depth - 1]) {
      expect(',', "between the members of an " + what);
      if (peek() == closing) {
        throw error(position(), "comma before the end of an " + what);
      }
    }
    started[depth - 1] = true;
    return true;
  }

  private void expect(char wanted, String where) throws FormatException {
    if (peek() != wanted) {
      throw unexpected("'" + wanted + "' " + where);
    }
    at++;
  }

  private FormatException unexpected(String wanted) {
    int next = peek();
    String found =
        next < 0
            ? "the text ends"
            : next > 0x20 && next < 0x7F ? "'" + (char) next + "'" : "byte " + next;
    return error(position(), "expected " + wanted + ", found " + found);
  }

  private void readEscape(StringBuilder target) throws FormatException {
    long start = position();
    int c = at + 1 < text.length ? text[at + 1] : -1;
    at += 2;
    switch (c) {
      case '"', '\\', '/' -> target.append((char) c);
      case 'b' -> target.append('\b');
      case 'f' -> target.append('\f');
      case 'n' -> target.append('\n');
      case 'r' -> target.append('\r');
      case 't' -> target.append('\t');
      case 'u' -> readUnicode(target, start);
      default -> throw error(start, "unknown escape in a string");
    }
  }

  private void readUnicode(StringBuilder target, long start) throws FormatException {
    char first = readHex(start);
    if (!Character.isSurrogate(first)) {
      target.append(first);
      return;
    }
    boolean pair = at + 1 < text.length && text[at] == '\\' && text[at + 1] == 'u';
    at += pair ? 2 : 0;
    char second = pair ? readHex(start) : 0;
    if (!Character.isSurrogatePair(first, second)) {
      throw error(start, "half of a surrogate pair in a string");
    }
    target.append(first).append(second);
  }

  private char readHex(long start) throws FormatException {
    int value = 0;
    for (int i = 0; i < 4; i++, at++) {
      int digit = at < text.length ? Character.digit(text[at], 16) : -1;
      if (digit < 0) {
        throw error(start, "\\u needs four hexadecimal digits");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private String decode(int from, int to) throws FormatException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw error(base + from, "string is not valid UTF-8");
    }
  }

  private Number toNumber(String number, boolean whole, long position) throws FormatException {
    if (whole && number.length() <= 20 && !number.equals("-0")) {
      try {
        return Long.parseLong(number);
      } catch (NumberFormatException e) {
        // Falls outside the range of long: a double below.
      }
    }
    double value = Double.parseDouble(number);
    if (Double.isInfinite(value)) {
      throw error(position, "number " + number + " is out of the range of a double");
    }
    return value;
  }

  private int skipDigits() throws FormatException {
    int from = at;
    while (at < text.length && isDigit(text[at])) {
      at++;
    }
    if (at == from) {
      throw error(position(), "expected a digit");
    }
    return at - from;
  }

  private void skipSpace() {
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      at++;
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
