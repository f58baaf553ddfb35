package adjoint.autograd.spec;

import java.util.Arrays;

/** Einstein's summation, compared with a loop over all values of all indices. */
final class EinsumReferences {
  private EinsumReferences() {}

  static void addTo(References references) {
    reference(references, "ij,jk->ik", "ij,jk->ik", 2);
    reference(references, "ij,jk", "ij,jk->ik", 2);
    reference(references, "ba", "ba->ab", 1);
    reference(references, "ij->", "ij->", 1);
    reference(references, "ij->j", "ij->j", 1);
    reference(references, "ii->i", "ii->i", 1);
    reference(references, "ii", "ii->", 1);
    reference(references, "iji->ji", "iji->ji", 1);
    reference(references, "iii->i", "iii->i", 1);
    reference(references, "i,j->ij", "i,j->ij", 2);
    reference(references, "i,i->i", "i,i->i", 2);
    reference(references, "i,i", "i,i->", 2);
    reference(references, ",i->i", ",i->i", 2);
    reference(references, "ij,kl->j", "ij,kl->j", 2);
    reference(references, "bij, bjk -> bik", "bij,bjk->bik", 2);
    reference(references, "bij,bkj->kbi", "bij,bkj->kbi", 2);
    reference(references, "ii,ij->j", "ii,ij->j", 2);
    reference(references, "i,ij,j->", "i,ij,j->", 3);
    reference(references, "ia,ib,ic->abc", "ia,ib,ic->abc", 3);
    reference(references, "...ij->...ji", "abij->abji", 1);
    reference(references, "...ij,...jk", "aij,ajk->aik", 2);
    reference(references, "...ij,jk->...ik", "abij,jk->abik", 2);
    reference(references, "i...,...->i...", "iab,ab->iab", 2);
    reference(references, "...i,...i->i", "ai,ai->i", 2);
    references.add("einsum ...i,...i->... that broadcasts", EinsumReferences::broadcast);
  }

  private static Plain broadcast(Plain... x) {
    return Plain.build(
        new int[] {2, 3},
        at -> {
          double sum = 0;
          for (int i = 0; i < 4; i++) {
            sum += x[0].get(at[0], 0, i) * x[1].get(0, at[1], i);
          }
          return sum;
        });
  }

  /** An equation of some operands, and the same one with the dots and the arrow spelled out. */
  private static void reference(
      References references, String equation, String explicit, int operands) {
    references.add("einsum " + equation + " of " + operands, x -> loop(explicit, x));
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
