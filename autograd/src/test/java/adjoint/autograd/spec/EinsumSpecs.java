package adjoint.autograd.spec;

import adjoint.autograd.Variable;
import java.util.Arrays;
import java.util.stream.Stream;

/** Einstein's summation, compared with a loop over all values of all indices. */
final class EinsumSpecs {
  private EinsumSpecs() {}

  static Stream<OpSpec> all() {
    return Stream.of(
        spec("ij,jk->ik", "ij,jk->ik", new int[] {2, 3}, new int[] {3, 4}),
        spec("ij,jk", "ij,jk->ik", new int[] {2, 3}, new int[] {3, 2}),
        spec("ba", "ba->ab", new int[] {2, 3}),
        spec("ij->", "ij->", new int[] {2, 3}),
        spec("ij->j", "ij->j", new int[] {2, 3}),
        spec("ii->i", "ii->i", new int[] {3, 3}),
        spec("ii", "ii->", new int[] {3, 3}),
        spec("iji->ji", "iji->ji", new int[] {3, 2, 3}),
        spec("iii->i", "iii->i", new int[] {2, 2, 2}),
        spec("i,j->ij", "i,j->ij", new int[] {2}, new int[] {3}),
        spec("i,i->i", "i,i->i", new int[] {3}, new int[] {3}),
        spec("i,i", "i,i->", new int[] {3}, new int[] {3}),
        spec(",i->i", ",i->i", new int[] {}, new int[] {3}),
        spec("ij,kl->j", "ij,kl->j", new int[] {2, 3}, new int[] {2, 2}),
        spec("bij, bjk -> bik", "bij,bjk->bik", new int[] {2, 2, 3}, new int[] {2, 3, 2}),
        spec("bij,bkj->kbi", "bij,bkj->kbi", new int[] {2, 2, 3}, new int[] {2, 4, 3}),
        spec("ii,ij->j", "ii,ij->j", new int[] {3, 3}, new int[] {3, 2}),
        spec("i,ij,j->", "i,ij,j->", new int[] {3}, new int[] {3, 2}, new int[] {2}),
        spec(
            "ia,ib,ic->abc", "ia,ib,ic->abc", new int[] {2, 2}, new int[] {2, 3}, new int[] {2, 2}),
        spec("...ij->...ji", "abij->abji", new int[] {2, 1, 2, 3}),
        spec("...ij,...jk", "aij,ajk->aik", new int[] {2, 2, 3}, new int[] {2, 3, 2}),
        spec("...ij,jk->...ik", "abij,jk->abik", new int[] {2, 1, 2, 3}, new int[] {3, 2}),
        spec("i...,...->i...", "iab,ab->iab", new int[] {2, 2, 3}, new int[] {2, 3}),
        spec("...i,...i->i", "ai,ai->i", new int[] {2, 3}, new int[] {2, 3}),
        broadcast());
  }

  /** Dimensions of size 1 under the dots, in turn on either side. */
  private static OpSpec broadcast() {
    return OpSpec.of(
        "einsum ...i,...i->... that broadcasts",
        null,
        x -> Variable.einsum("...i,...i->...", x),
        x ->
            Plain.build(
                new int[] {2, 3},
                at -> {
                  double sum = 0;
                  for (int i = 0; i < 4; i++) {
                    sum += x[0].get(at[0], 0, i) * x[1].get(0, at[1], i);
                  }
                  return sum;
                }),
        Operand.real(2, 1, 4),
        Operand.real(1, 3, 4));
  }

  /** An equation, and the same one with the dots and the arrow spelled out. */
  private static OpSpec spec(String equation, String explicit, int[]... shapes) {
    return OpSpec.of(
        "einsum " + equation + " of " + shapes.length,
        null,
        x -> Variable.einsum(equation, x),
        x -> loop(explicit, x),
        Arrays.stream(shapes).map(Operand::real).toArray(Operand[]::new));
  }

  private static Plain loop(String equation, Plain... x) {
    String[] sides = equation.split("->", -1);
    String[] terms = sides[0].split(",", -1);
    String labels = distinct(sides[0].replace(",", ""));
    int[] sizes = labels.chars().map(label -> size((char) label, terms, x)).toArray();
    Plain y = Plain.build(pick(sides[1], labels, sizes), i -> 0);
    int all = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    for (int k = 0; k < all; k++) {
      int[] values = Plain.index(k, sizes);
      double product = 1;
      for (int operand = 0; operand < x.length; operand++) {
        product *= x[operand].get(pick(terms[operand], labels, values));
      }
      int position = 0;
      int[] at = pick(sides[1], labels, values);
      for (int d = 0; d < at.length; d++) {
        position = position * y.shape()[d] + at[d];
      }
      y.values()[position] += product;
    }
    return y;
  }

  private static String distinct(String labels) {
    StringBuilder once = new StringBuilder();
    labels.chars().distinct().forEach(label -> once.append((char) label));
    return once.toString();
  }

  private static int size(char label, String[] terms, Plain[] x) {
    for (int i = 0; i < terms.length; i++) {
      int at = terms[i].indexOf(label);
      if (at >= 0) {
        return x[i].shape()[at];
      }
    }
    throw new AssertionError(label);
  }

  /** The entries that belong to the labels of a term. */
  private static int[] pick(String term, String labels, int[] entries) {
    return term.chars().map(label -> entries[labels.indexOf(label)]).toArray();
  }
}
