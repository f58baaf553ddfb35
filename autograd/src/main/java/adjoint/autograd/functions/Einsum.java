package adjoint.autograd.functions;

import adjoint.autograd.Variable;
import adjoint.tensor.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Einstein's summation: every letter names an index, a product of elements is formed for all values
 * of all indices, and indices that the result does not name are summed over. For example
 *
 * <ul>
 *   <li>{@code "ij,jk->ik"}: the product of two matrices
 *   <li>{@code "bij,bjk->bik"}: of two stacks of matrices
 *   <li>{@code "i,j->ij"}: all products of two vectors' elements
 *   <li>{@code "ii->i"} and {@code "ii->"}: the diagonal of a matrix and its sum
 *   <li>{@code "...ij->...ji"}: the transpose, the dots standing for any dimensions, which
 *       broadcast
 * </ul>
 *
 * <p>Without an arrow the result has the dimensions of the dots and then, in alphabetical order,
 * the letters that appear once. It is composed of diagonals, sums, permutations and one {@link Bmm}
 * for each operand after the first, so it needs no rule of its own. What comes out is again a sum
 * of this kind: for {@code y = einsum("ij,jk->ik", a, b)} the gradient of a is {@code
 * einsum("ik,jk->ij", gy, b)}, the result taking the operand's place.
 */
public final class Einsum {
  private Einsum() {}

  /**
   * Evaluates an equation, operands from left to right.
   *
   * @throws IllegalArgumentException if the equation is malformed
   * @throws adjoint.tensor.ShapeException if the operands' shapes do not fit it
   */
  public static Variable apply(String equation, Variable... operands) {
    int[][] shapes = Arrays.stream(operands).map(Variable::shape).toArray(int[][]::new);
    EinsumEquation parsed = EinsumEquation.parse(equation, shapes);
    List<Factor> factors = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      Broadcasting.requireOneType("einsum", operands[0], operands[i]);
      Factor whole = new Factor(operands[i], parsed.operand(i));
      factors.add(whole.withoutBroadcast(parsed).withoutRepetitions());
    }
    Factor product = null;
    for (int i = 0; i < operands.length; i++) {
      String later = parsed.result() + labels(factors.subList(i + 1, operands.length));
      if (product == null) {
        product = factors.get(0).summed(later);
      } else {
        Factor next = factors.get(i).summed(product.labels + later);
        product = product.times(next, later);
      }
    }
    return product.arranged(parsed.result());
  }

  private static String labels(List<Factor> factors) {
    StringBuilder all = new StringBuilder();
    factors.forEach(factor -> all.append(factor.labels));
    return all.toString();
  }

  /** A variable with one label for each dimension. */
  private record Factor(Variable value, String labels) {

    private int size(char label) {
      return value.size(labels.indexOf(label));
    }

    private int[] sizes(String some) {
      return some.chars().map(label -> size((char) label)).toArray();
    }

    private int[] places(String some) {
      return some.chars().map(labels::indexOf).toArray();
    }

    /** The labels that are, or are not, among others. */
    private String split(String others, boolean among) {
      StringBuilder part = new StringBuilder();
      labels
          .chars()
          .filter(label -> others.indexOf(label) >= 0 == among)
          .forEach(label -> part.append((char) label));
      return part.toString();
    }

    /** Without the dimensions of size 1 that another operand has in full. */
    Factor withoutBroadcast(EinsumEquation equation) {
      StringBuilder kept = new StringBuilder();
      List<Integer> sizes = new ArrayList<>();
      for (int d = 0; d < labels.length(); d++) {
        if (value.size(d) == equation.size(labels.charAt(d))) {
          kept.append(labels.charAt(d));
          sizes.add(value.size(d));
        }
      }
      if (kept.length() == labels.length()) {
        return this;
      }
      int[] shape = sizes.stream().mapToInt(size -> size).toArray();
      return new Factor(value.reshape(shape), kept.toString());
    }

    /** With the diagonal in place of two dimensions that have the same label. */
    Factor withoutRepetitions() {
      for (int d = 0; d < labels.length(); d++) {
        int other = labels.indexOf(labels.charAt(d), d + 1);
        if (other >= 0) {
          String rest = new StringBuilder(labels).deleteCharAt(other).deleteCharAt(d).toString();
          Variable diagonal = value.diagonal(0, d, other);
          return new Factor(diagonal, rest + labels.charAt(d)).withoutRepetitions();
        }
      }
      return this;
    }

    /** Summed over what nobody needs. */
    Factor summed(String needed) {
      String sums = split(needed, false);
      return sums.isEmpty() ? this : new Factor(value.sum(places(sums)), split(needed, true));
    }

    /** The product, summed over what both have and nobody needs any more. */
    Factor times(Factor other, String needed) {
      String shared = split(other.labels, true);
      StringBuilder each = new StringBuilder();
      StringBuilder inner = new StringBuilder();
      shared.chars().forEach(c -> (needed.indexOf(c) >= 0 ? each : inner).append((char) c));
      String left = split(other.labels, false);
      String right = other.split(labels, false);
      int count = Layout.elementCount(sizes(each.toString()));
      int terms = Layout.elementCount(sizes(inner.toString()));
      int rows = Layout.elementCount(sizes(left));
      int columns = Layout.elementCount(other.sizes(right));
      Variable a = arranged(each + left + inner).reshape(count, rows, terms);
      Variable b = other.arranged("" + each + inner + right).reshape(count, terms, columns);
      int[] shape = concat(sizes(each.toString()), concat(sizes(left), other.sizes(right)));
      return new Factor(a.bmm(b).reshape(shape), each + left + right);
    }

    private static int[] concat(int[] a, int[] b) {
      int[] both = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, both, a.length, b.length);
      return both;
    }

    /** With the dimensions in another order. */
    Variable arranged(String order) {
      return order.equals(labels) ? value : value.permute(places(order));
    }
  }
}
