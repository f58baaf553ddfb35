package adjoint.autograd.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.Function;
import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradCheckTableTest {
  /** The square, with the gradient of half of it. */
  private static final class Wrong extends Function {
    @Override
    protected Tensor forward(Tensor... x) {
      saveInput(0);
      return x[0].square();
    }

    @Override
    protected Variable[] backward(Variable gy) {
      return new Variable[] {gy.mul(input(0))};
    }
  }

  @Test
  void oneRowForEachOperation() {
    List<Operation> chosen = Catalog.select(List.of("softmax", "bmm"));
    List<GradCheckTable.Row> seen = new ArrayList<>();
    List<GradCheckTable.Row> rows = GradCheckTable.check(chosen, true, seen::add);
    assertEquals(rows, seen);
    assertEquals(
        List.of("softmax", "bmm"), rows.stream().map(GradCheckTable.Row::operation).toList());
    for (GradCheckTable.Row row : rows) {
      assertTrue(row.passed(), row.failure());
      assertNull(row.failure());
      assertTrue(row.maxError() > 0 && row.maxError() < 1e-6);
      assertTrue(row.secondOrderMaxError() > 0 && row.secondOrderMaxError() < 1e-5);
      assertTrue(row.seconds() > 0);
    }
  }

  @Test
  void secondDerivativesOnlyIfAskedFor() {
    GradCheckTable.Row row = GradCheckTable.check(Catalog.select(List.of("exp")), false).get(0);
    assertTrue(Double.isNaN(row.secondOrderMaxError()));
  }

  @Test
  void aWrongRuleFails() {
    Operation wrong =
        Operation.of(
            "wrong",
            Family.FUNCTIONS,
            Wrong.class,
            x -> new Wrong().apply(x),
            new Operand(Domain.positive(), 2));
    GradCheckTable.Row row = GradCheckTable.check(List.of(wrong), true).get(0);
    assertFalse(row.passed());
    assertTrue(row.maxError() > 0.1);
    assertTrue(row.failure().contains("element [0] of output 0"), row.failure());
  }
}
