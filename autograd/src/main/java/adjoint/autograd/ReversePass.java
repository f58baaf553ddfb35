package adjoint.autograd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * One walk through the graph, from the outputs to the leaves, the latest operation first: when an
 * operation's turn comes, all that used its outputs have delivered their gradients. Nothing here is
 * recursive, so the depth of the graph is limited by memory only.
 */
final class ReversePass {
  private final Map<Edge, Variable> wanted;
  private final boolean stopAtWanted;
  private final Set<Function> leading;
  private final Map<Function, Variable[]> arrived = new IdentityHashMap<>();
  private final PriorityQueue<Function> ready =
      new PriorityQueue<>(Comparator.comparingLong(Function::sequence).reversed());
  private final Map<Variable, Variable> leaves = new LinkedHashMap<>();

  private ReversePass(Map<Edge, Variable> wanted, boolean stopAtWanted, Set<Function> leading) {
    this.wanted = wanted;
    this.stopAtWanted = stopAtWanted;
    this.leading = leading;
  }

  /** A pass that adds to the gradient of every leaf, once it has come through. */
  static ReversePass toLeaves() {
    return new ReversePass(null, false, null);
  }

  /**
   * A pass for the gradients of some variables; only operations between these and the outputs run.
   *
   * @param stopAtWanted whether these variables count as independent of each other, so that no
   *     gradient flows through one of them to another
   */
  static ReversePass to(List<Variable> inputs, List<Variable> outputs, boolean stopAtWanted) {
    Map<Edge, Variable> wanted = new HashMap<>();
    inputs.forEach(input -> wanted.put(Edge.of(input), null));
    Set<Function> leading = leading(outputs, wanted.keySet(), stopAtWanted);
    return new ReversePass(wanted, stopAtWanted, leading);
  }

  /** The operations below the outputs that have a wanted edge below them. */
  private static Set<Function> leading(
      List<Variable> outputs, Set<Edge> wanted, boolean stopAtWanted) {
    Set<Function> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Function> found = new ArrayList<>();
    Deque<Edge> open = new ArrayDeque<>();
    outputs.forEach(output -> open.push(Edge.of(output)));
    while (!open.isEmpty()) {
      Edge next = open.pop();
      Function function = next.function();
      if (function != null && !(stopAtWanted && wanted.contains(next)) && seen.add(function)) {
        found.add(function);
        Arrays.stream(function.edges()).filter(Objects::nonNull).forEach(open::push);
      }
    }
    // An operation's inputs were made before it: in this order they are decided before it is.
    found.sort(Comparator.comparingLong(Function::sequence));
    Set<Function> leading = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Function function : found) {
      for (Edge edge : function.edges()) {
        if (edge != null && leads(edge, wanted, leading)) {
          leading.add(function);
        }
      }
    }
    return leading;
  }

  private static boolean leads(Edge edge, Set<Edge> wanted, Set<Function> leading) {
    return wanted.contains(edge) || edge.function() != null && leading.contains(edge.function());
  }

  /** Starts with the gradient of an output. */
  void start(Variable output, Variable gradient) {
    deliver(Edge.of(output), gradient);
  }

  private void deliver(Edge edge, Variable gradient) {
    if (edge.leaf() != null) {
      leaves.merge(edge.leaf(), gradient, Variable::add);
      return;
    }
    Variable[] slots = arrived.get(edge.function());
    if (slots == null) {
      slots = new Variable[edge.function().outputCount()];
      arrived.put(edge.function(), slots);
      ready.add(edge.function());
    }
    Variable before = slots[edge.output()];
    slots[edge.output()] = before == null ? gradient : before.add(gradient);
  }

  /**
   * Walks to the end.
   *
   * @param retainGraph whether operations keep what they saved
   */
  void finish(boolean retainGraph) {
    while (!ready.isEmpty()) {
      Function function = ready.poll();
      Variable[] gradients = arrived.remove(function);
      boolean goesOn = complete(function, gradients);
      if (goesOn && (leading == null || leading.contains(function))) {
        step(function, gradients);
        if (!retainGraph) {
          function.release();
        }
      }
    }
    leaves.forEach(this::completeLeaf);
  }

  /** Shows complete gradients to hooks and to who wants them; whether any flows on. */
  private boolean complete(Function function, Variable[] gradients) {
    boolean goesOn = false;
    for (int i = 0; i < gradients.length; i++) {
      if (gradients[i] == null) {
        continue;
      }
      Edge edge = new Edge(function, i, null);
      boolean isWanted = wanted != null && wanted.containsKey(edge);
      if (isWanted && stopAtWanted) {
        // A part of the gradient only: the hooks wait for the pass that knows all of it.
        wanted.put(edge, gradients[i]);
        gradients[i] = null;
        continue;
      }
      gradients[i] = function.runHooks(i, gradients[i]);
      if (isWanted) {
        wanted.put(edge, gradients[i]);
      }
      goesOn = true;
    }
    return goesOn;
  }

  private void step(Function function, Variable[] gradients) {
    Edge[] edges = function.edges();
    boolean[] asked = new boolean[edges.length];
    for (int i = 0; i < edges.length; i++) {
      asked[i] = edges[i] != null && (wanted == null || leads(edges[i], wanted.keySet(), leading));
    }
    Variable[] results = function.propagate(gradients, asked);
    if (ThreadState.current().detectingAnomalies()) {
      Anomalies.check(function, gradients, results, asked);
    }
    for (int i = 0; i < edges.length; i++) {
      if (asked[i] && results[i] != null) {
        deliver(edges[i], results[i]);
      }
    }
  }

  private void completeLeaf(Variable leaf, Variable gradient) {
    Variable complete = stopAtWanted ? gradient : leaf.runHooks(gradient);
    if (wanted == null) {
      leaf.accumulate(complete);
    } else {
      wanted.replace(Edge.of(leaf), complete);
    }
  }

  /** After {@link #finish}: a wanted gradient, or null where nothing flowed. */
  Variable gradient(Variable input) {
    return wanted.get(Edge.of(input));
  }
}
