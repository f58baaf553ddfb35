package adjoint.autograd.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.autograd.GradCheck;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Gradients of random compositions of operations. */
class RandomGraphTest {
  private static final int SHORTEST = 20;
  private static final int LONGEST = 110;

  @Provide
  Arbitrary<RandomGraph> graphs() {
    return Arbitraries.integers()
        .between(0, 1_000_000)
        .withoutEdgeCases()
        .list()
        .ofMinSize(SHORTEST)
        .ofMaxSize(LONGEST)
        .map(RandomGraph::new);
  }

  @Property(tries = 1000)
  void gradientsEqualCentralDifferences(@ForAll("graphs") RandomGraph graph) {
    GradCheck.Report report = GradCheck.standard().inspect(graph::evaluate, graph.inputs());
    assertTrue(report.passed(), () -> graph + ": " + report.failure());
    assertTrue(report.worstError() < 1e-6, () -> graph + ": " + report.worstError());
  }

  @Property(tries = 150)
  void secondDerivativesEqualCentralDifferences(@ForAll("graphs") RandomGraph graph) {
    GradCheck.Report report =
        GradCheck.standard().epsilon(1e-5).inspectSecondOrder(graph::evaluate, graph.inputs());
    assertTrue(report.passed(), () -> graph + ": " + report.failure());
  }

  @Example
  void graphsAreDeepAndUseEveryStep() {
    Random random = new Random(5);
    Set<Step> used = EnumSet.noneOf(Step.class);
    int[] byDepth = new int[RandomGraph.DEEPEST + 1];
    for (int i = 0; i < 1000; i++) {
      List<Integer> numbers = new ArrayList<>();
      int length = SHORTEST + random.nextInt(LONGEST - SHORTEST);
      for (int k = 0; k < length; k++) {
        numbers.add(random.nextInt(1_000_000));
      }
      RandomGraph graph = new RandomGraph(numbers);
      byDepth[graph.depth()]++;
      graph.program().forEach(applied -> used.add(applied.step()));
    }
    assertEquals(EnumSet.allOf(Step.class), used);
    assertTrue(byDepth[RandomGraph.DEEPEST] > 100, "graphs of full depth");
    int deep = 0;
    for (int depth = 6; depth <= RandomGraph.DEEPEST; depth++) {
      deep += byDepth[depth];
    }
    assertTrue(deep > 500, "graphs of depth 6 and more: " + deep);
  }
}
