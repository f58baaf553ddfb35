package adjoint.autograd.functions;

import adjoint.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An equation of {@link Einsum} for given shapes, its dots spelled out as labels of their own. */
final class EinsumEquation {
  private static final String DOTS = "...";

  /** The label of the last dimension that dots stand for; the ones before it count up. */
  private static final char LAST_OF_DOTS = '\uE000';

  private final String text;
  private final List<String> operands = new ArrayList<>();
  private final Map<Character, Integer> sizes = new TreeMap<>();
  private int widest;
  private String result;

  private EinsumEquation(String text) {
    this.text = text;
  }

  /** Reads an equation and checks that the shapes fit. */
  static EinsumEquation parse(String text, int[]... shapes) {
    EinsumEquation equation = new EinsumEquation(text);
    String[] sides = text.replace(" ", "").split("->", -1);
    String[] terms = sides[0].split(",", -1);
    if (sides.length > 2) {
      throw equation.malformed("has more than one arrow");
    }
    if (terms.length != shapes.length) {
      throw equation.malformed(
          "names " + terms.length + " operands, but there are " + shapes.length);
    }
    for (int i = 0; i < terms.length; i++) {
      equation.addOperand(terms[i], i, shapes[i]);
    }
    equation.result = sides.length == 2 ? equation.explicit(sides[1]) : equation.implicit();
    return equation;
  }

  /** The labels of an operand's dimensions. */
  String operand(int index) {
    return operands.get(index);
  }

  /** The labels of the result's dimensions. */
  String result() {
    return result;
  }

  /** How many values an index has. */
  int size(char label) {
    return sizes.get(label);
  }

  private void addOperand(String term, int index, int[] shape) {
    int dots = shape.length - letters(term).length();
    boolean fits = term.contains(DOTS) ? dots >= 0 : dots == 0;
    if (!fits) {
      throw new ShapeException(
          describe()
              + ": \""
              + term
              + "\" does not name the dimensions of operand "
              + index
              + " of shape "
              + Arrays.toString(shape));
    }
    widest = term.contains(DOTS) ? Math.max(widest, dots) : widest;
    String labels = spell(term, dots);
    operands.add(labels);
    for (int d = 0; d < shape.length; d++) {
      addSize(labels.charAt(d), shape[d], index, shape);
    }
  }

  private void addSize(char label, int size, int index, int[] shape) {
    Integer known = sizes.putIfAbsent(label, size);
    if (known == null || known == size) {
      return;
    }
    boolean ofDots = label >= LAST_OF_DOTS;
    if (ofDots && known == 1) {
      sizes.put(label, size);
    } else if (!ofDots || size != 1) {
      throw new ShapeException(
          describe()
              + ": operand "
              + index
              + " of shape "
              + Arrays.toString(shape)
              + " has "
              + size
              + " values of "
              + (ofDots ? "a dimension of the dots" : "index " + label)
              + ", another has "
              + known);
    }
  }

  private String explicit(String term) {
    String labels = spell(term, widest);
    for (int i = 0; i < labels.length(); i++) {
      char label = labels.charAt(i);
      if (!sizes.containsKey(label)) {
        throw malformed("names " + label + " in the result, but in no operand");
      }
      if (labels.indexOf(label, i + 1) >= 0) {
        throw malformed("names " + label + " twice in the result");
      }
    }
    return labels;
  }

  private String implicit() {
    String all = String.join("", operands);
    StringBuilder once = new StringBuilder(spell(DOTS, widest));
    for (char label : sizes.keySet()) {
      if (label < LAST_OF_DOTS && all.indexOf(label) == all.lastIndexOf(label)) {
        once.append(label);
      }
    }
    return once.toString();
  }

  /** A term with its dots replaced by labels. */
  private String spell(String term, int dots) {
    letters(term); // refuses what is no letter
    StringBuilder labels = new StringBuilder();
    for (int d = dots - 1; d >= 0; d--) {
      labels.append((char) (LAST_OF_DOTS + d));
    }
    return term.replace(DOTS, labels);
  }

  private String letters(String term) {
    int at = term.indexOf(DOTS);
    String letters = at < 0 ? term : term.substring(0, at) + term.substring(at + DOTS.length());
    for (char c : letters.toCharArray()) {
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
        throw malformed(
            "contains \"" + c + "\" in \"" + term + "\"; legal are letters and one \"...\"");
      }
    }
    return letters;
  }

  private IllegalArgumentException malformed(String what) {
    return new IllegalArgumentException(describe() + " " + what);
  }

  private String describe() {
    return "einsum: the equation \"" + text + "\"";
  }
}
