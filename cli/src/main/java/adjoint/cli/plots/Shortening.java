package adjoint.cli.plots;

/** Makes long names fit. */
final class Shortening {
  private Shortening() {}

  /** The text, cut to a number of characters where it is longer. */
  static String of(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 2) + "..";
  }
}
