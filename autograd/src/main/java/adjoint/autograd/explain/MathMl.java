package adjoint.autograd.explain;

import adjoint.autograd.drawing.Markup;
import java.util.List;

/**
 * Translates the plain-text mathematics of a {@link adjoint.autograd.Derivation} to presentation
 * MathML.
 *
 * <p>A line is formulas with words between. In a formula
 *
 * <ul>
 *   <li>{@code a b} is a product, {@code a / b} a fraction: its numerator is the product so far,
 *       its denominator the next factor; {@code x * w} a convolution, {@code a o b} the elementwise
 *       product of matrices;
 *   <li>{@code x[i, j]} is an index, {@code x^2}, {@code b^T} and {@code e^(-x)} are exponents,
 *       {@code x_i} is the i-th of several operands, {@code x_{k-1}} one of a sequence;
 *   <li>{@code f(x)}, without a space, is a function, {@code sqrt(x)} a root;
 *   <li>{@code dx} is a differential, {@code gx} the gradient dL/dx, which is set as x with a bar;
 *   <li>{@code sum over RANGE of PRODUCT} is a sum, likewise {@code product}, {@code max} and
 *       {@code min}; a range is like {@code i}, {@code i, j}, {@code j <= i}, {@code p in window k}
 *       or {@code k with p[k] = q};
 *   <li>{@code integral from A to B of PRODUCT} is an integral;
 *   <li>{@code <a, b>} is the inner product, {@code |x|} the magnitude, {@code [a > b]}, after a
 *       space, is 1 where the condition holds and 0 elsewhere;
 *   <li>relations are {@code = <= >= != < > +=}, within brackets also {@code in}.
 * </ul>
 *
 * <p>What cannot be read remains text.
 */
public final class MathMl {
  private MathMl() {}

  /** One {@code math} element; words are {@code mtext}. */
  public static String element(String line) {
    StringBuilder markup =
        new StringBuilder(
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" displaystyle=\"true\">");
    for (FormulaParser.Segment segment : FormulaParser.parse(line)) {
      markup.append(segment.math() ? "<mrow>" + segment.content() + "</mrow>" : text(segment));
    }
    return markup.append("</math>").toString();
  }

  private static String text(FormulaParser.Segment segment) {
    return "<mtext>" + Markup.escape(segment.content()).replace(" ", "&#xa0;") + "</mtext>";
  }

  /** Text with {@code math} elements between the words, which can be broken into lines. */
  public static String html(String line) {
    StringBuilder markup = new StringBuilder();
    for (FormulaParser.Segment segment : FormulaParser.parse(line)) {
      markup.append(
          segment.math()
              ? "<math displaystyle=\"true\"><mrow>" + segment.content() + "</mrow></math>"
              : Markup.escape(segment.content()));
    }
    return markup.toString();
  }

  /** Whether a line is one formula, without words. */
  public static boolean isFormula(String line) {
    return FormulaParser.parse(line).stream().allMatch(FormulaParser.Segment::math);
  }

  /** The parts of a line that look like formulas and could not be read. */
  public static List<String> unread(String line) {
    return FormulaParser.parse(line).stream()
        .filter(segment -> !segment.understood())
        .map(FormulaParser.Segment::content)
        .toList();
  }
}
