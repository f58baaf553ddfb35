package adjoint.autograd.catalog;

import adjoint.autograd.Variable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Einstein's summation. */
final class EinsumOperations {
  private EinsumOperations() {}

  static Stream<Operation> all() {
    List<Sample> samples =
        List.of(
            sample("ij,jk->ik", new int[] {2, 3}, new int[] {3, 4}),
            sample("ij,jk", new int[] {2, 3}, new int[] {3, 2}),
            sample("ba", new int[] {2, 3}),
            sample("ij->", new int[] {2, 3}),
            sample("ij->j", new int[] {2, 3}),
            sample("ii->i", new int[] {3, 3}),
            sample("ii", new int[] {3, 3}),
            sample("iji->ji", new int[] {3, 2, 3}),
            sample("iii->i", new int[] {2, 2, 2}),
            sample("i,j->ij", new int[] {2}, new int[] {3}),
            sample("i,i->i", new int[] {3}, new int[] {3}),
            sample("i,i", new int[] {3}, new int[] {3}),
            sample(",i->i", new int[] {}, new int[] {3}),
            sample("ij,kl->j", new int[] {2, 3}, new int[] {2, 2}),
            sample("bij, bjk -> bik", new int[] {2, 2, 3}, new int[] {2, 3, 2}),
            sample("bij,bkj->kbi", new int[] {2, 2, 3}, new int[] {2, 4, 3}),
            sample("ii,ij->j", new int[] {3, 3}, new int[] {3, 2}),
            sample("i,ij,j->", new int[] {3}, new int[] {3, 2}, new int[] {2}),
            sample("ia,ib,ic->abc", new int[] {2, 2}, new int[] {2, 3}, new int[] {2, 2}),
            sample("...ij->...ji", new int[] {2, 1, 2, 3}),
            sample("...ij,...jk", new int[] {2, 2, 3}, new int[] {2, 3, 2}),
            sample("...ij,jk->...ik", new int[] {2, 1, 2, 3}, new int[] {3, 2}),
            sample("i...,...->i...", new int[] {2, 2, 3}, new int[] {2, 3}),
            sample("...i,...i->i", new int[] {2, 3}, new int[] {2, 3}),
            // Dimensions of size 1 under the dots, in turn on either side.
            Sample.of(
                "einsum ...i,...i->... that broadcasts",
                x -> Variable.einsum("...i,...i->...", x),
                Operand.real(2, 1, 4),
                Operand.real(1, 3, 4)));
    return Stream.of(new Operation("einsum", Family.PRODUCTS, null, samples));
  }

  private static Sample sample(String equation, int[]... shapes) {
    return Sample.of(
        "einsum " + equation + " of " + shapes.length,
        x -> Variable.einsum(equation, x),
        Arrays.stream(shapes).map(Operand::real).toArray(Operand[]::new));
  }
}
