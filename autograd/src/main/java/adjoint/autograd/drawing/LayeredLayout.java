package adjoint.autograd.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Places the boxes of an acyclic graph in layers, each below those it depends on. Lines that cross
 * layers are led through invisible boxes; the order within a layer follows the neighbours' mean
 * positions. Source of the scheme: Sugiyama, Tagawa, Toda, "Methods for Visual Understanding of
 * Hierarchical System Structures", 1981.
 */
final class LayeredLayout {
  private static final double GAP = 24;
  private static final double LAYER_GAP = 42;
  private static final double LINE_WIDTH = 10;
  private static final int SWEEPS = 16;

  /** A box of the graph, or an invisible one on a line. */
  private static final class Box {
    final double width;
    double height;
    final boolean invisible;
    final List<Box> above = new ArrayList<>();
    final List<Box> below = new ArrayList<>();
    int layer;
    double rank;
    double x;
    double y;

    Box(double width, double height, boolean invisible) {
      this.width = width;
      this.height = height;
      this.invisible = invisible;
    }
  }

  /** A line from one box to another, with the invisible boxes between. */
  private record Line(Box from, Box to, List<Box> between) {}

  private final Box[] boxes;
  private final List<Line> lines = new ArrayList<>();
  private final List<List<Box>> layers = new ArrayList<>();

  /**
   * Lays out boxes.
   *
   * @param sizes width and height of each box
   * @param edges pairs of boxes, from an earlier to a later one
   */
  LayeredLayout(double[][] sizes, int[][] edges) {
    boxes = new Box[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      boxes[i] = new Box(sizes[i][0], sizes[i][1], false);
    }
    assignLayers(edges);
    for (Box box : boxes) {
      place(box);
    }
    for (int[] edge : edges) {
      connect(boxes[edge[0]], boxes[edge[1]]);
    }
    order();
    assignColumns();
    assignRows();
  }

  // ---- layers ---------------------------------------------------------------------------------

  private void assignLayers(int[][] edges) {
    boolean[] hasInput = new boolean[boxes.length];
    int[][] ordered = edges.clone();
    Arrays.sort(ordered, Comparator.comparingInt(edge -> edge[1]));
    for (int[] edge : ordered) {
      hasInput[edge[1]] = true;
      boxes[edge[1]].layer = Math.max(boxes[edge[1]].layer, boxes[edge[0]].layer + 1);
    }
    // Leaves move down to where they are first used.
    int[] first = new int[boxes.length];
    Arrays.fill(first, Integer.MAX_VALUE);
    for (int[] edge : edges) {
      first[edge[0]] = Math.min(first[edge[0]], boxes[edge[1]].layer);
    }
    for (int i = 0; i < boxes.length; i++) {
      if (!hasInput[i] && first[i] != Integer.MAX_VALUE) {
        boxes[i].layer = first[i] - 1;
      }
    }
  }

  private void place(Box box) {
    while (layers.size() <= box.layer) {
      layers.add(new ArrayList<>());
    }
    box.rank = layers.get(box.layer).size();
    layers.get(box.layer).add(box);
  }

  private void connect(Box from, Box to) {
    List<Box> between = new ArrayList<>();
    Box last = from;
    for (int layer = from.layer + 1; layer < to.layer; layer++) {
      Box invisible = new Box(LINE_WIDTH, 0, true);
      invisible.layer = layer;
      place(invisible);
      link(last, invisible);
      between.add(invisible);
      last = invisible;
    }
    link(last, to);
    lines.add(new Line(from, to, between));
  }

  private static void link(Box upper, Box lower) {
    upper.below.add(lower);
    lower.above.add(upper);
  }

  // ---- order within layers --------------------------------------------------------------------

  private void order() {
    List<List<Box>> best = copy();
    long fewest = crossings();
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 0; i < layers.size(); i++) {
        sort(layers.get(down ? i : layers.size() - 1 - i), down);
      }
      long crossings = crossings();
      if (crossings < fewest) {
        fewest = crossings;
        best = copy();
      }
    }
    for (int i = 0; i < best.size(); i++) {
      layers.set(i, best.get(i));
      rank(best.get(i));
    }
  }

  private List<List<Box>> copy() {
    List<List<Box>> copies = new ArrayList<>();
    layers.forEach(layer -> copies.add(new ArrayList<>(layer)));
    return copies;
  }

  private static void sort(List<Box> layer, boolean down) {
    for (Box box : layer) {
      List<Box> neighbours = down ? box.above : box.below;
      box.x = neighbours.stream().mapToDouble(other -> other.rank).average().orElse(box.rank);
    }
    layer.sort(Comparator.comparingDouble(box -> box.x));
    rank(layer);
  }

  private static void rank(List<Box> layer) {
    for (int i = 0; i < layer.size(); i++) {
      layer.get(i).rank = i;
    }
  }

  private long crossings() {
    long count = 0;
    for (int i = 0; i + 1 < layers.size(); i++) {
      List<int[]> ends = new ArrayList<>();
      for (Box box : layers.get(i)) {
        box.below.forEach(to -> ends.add(new int[] {(int) box.rank, (int) to.rank}));
      }
      ends.sort(Comparator.<int[]>comparingInt(end -> end[0]).thenComparingInt(end -> end[1]));
      count += inversions(ends, layers.get(i + 1).size());
    }
    return count;
  }

  /** Pairs of lines of which the second begins further right and ends further left. */
  private static long inversions(List<int[]> ends, int size) {
    int[] tree = new int[size + 1]; // how many lines have ended up to a place, in partial sums
    long count = 0;
    for (int seen = 0; seen < ends.size(); seen++) {
      int place = ends.get(seen)[1] + 1;
      count += seen;
      for (int node = place; node > 0; node -= node & -node) {
        count -= tree[node];
      }
      for (int node = place; node <= size; node += node & -node) {
        tree[node]++;
      }
    }
    return count;
  }

  // ---- columns --------------------------------------------------------------------------------

  private void assignColumns() {
    for (List<Box> layer : layers) {
      double x = 0;
      for (Box box : layer) {
        box.x = x + box.width / 2;
        x += box.width + GAP;
      }
    }
    for (int sweep = 0; sweep < 2 * SWEEPS; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 0; i < layers.size(); i++) {
        approach(layers.get(down ? i : layers.size() - 1 - i), sweep < SWEEPS ? down : null);
      }
    }
    double left = Double.POSITIVE_INFINITY;
    for (List<Box> layer : layers) {
      left = Math.min(left, layer.get(0).x - layer.get(0).width / 2);
    }
    for (List<Box> layer : layers) {
      for (Box box : layer) {
        box.x -= left - GAP;
      }
    }
  }

  /**
   * Moves the boxes of a layer as close to the mean of their neighbours as their order and widths
   * allow: with the least sum of squares, which merging of blocks that would overlap finds.
   *
   * @param down whether the neighbours above count; null for both
   */
  private static void approach(List<Box> layer, Boolean down) {
    int n = layer.size();
    double[] offset = new double[n];
    double[] sum = new double[n];
    double[] weight = new double[n];
    int[] start = new int[n];
    int blocks = 0;
    for (int i = 0; i < n; i++) {
      Box box = layer.get(i);
      if (i > 0) {
        offset[i] = offset[i - 1] + (layer.get(i - 1).width + box.width) / 2 + GAP;
      }
      double own = box.invisible ? 4 : 1;
      start[blocks] = i;
      weight[blocks] = own;
      sum[blocks] = own * (wish(box, down) - offset[i]);
      blocks++;
      while (blocks > 1
          && sum[blocks - 2] / weight[blocks - 2] > sum[blocks - 1] / weight[blocks - 1]) {
        blocks--;
        sum[blocks - 1] += sum[blocks];
        weight[blocks - 1] += weight[blocks];
      }
    }
    for (int b = 0; b < blocks; b++) {
      int end = b + 1 < blocks ? start[b + 1] : n;
      for (int i = start[b]; i < end; i++) {
        layer.get(i).x = sum[b] / weight[b] + offset[i];
      }
    }
  }

  private static double wish(Box box, Boolean down) {
    double sum = 0;
    int count = 0;
    if (down == null || down) {
      sum += box.above.stream().mapToDouble(other -> other.x).sum();
      count += box.above.size();
    }
    if (down == null || !down) {
      sum += box.below.stream().mapToDouble(other -> other.x).sum();
      count += box.below.size();
    }
    return count == 0 ? box.x : sum / count;
  }

  private void assignRows() {
    double y = GAP;
    for (List<Box> layer : layers) {
      double height = layer.stream().mapToDouble(box -> box.height).max().orElse(0);
      for (Box box : layer) {
        box.y = y + height / 2;
        box.height = box.invisible ? height : box.height;
      }
      y += height + LAYER_GAP;
    }
  }

  // ---- results --------------------------------------------------------------------------------

  /** The middle of a box. */
  double x(int box) {
    return boxes[box].x;
  }

  /** The middle of a box. */
  double y(int box) {
    return boxes[box].y;
  }

  /** The points that the line of an edge passes: the lower end of one box to the top of another. */
  double[][] line(int edge) {
    Line line = lines.get(edge);
    List<double[]> points = new ArrayList<>();
    points.add(new double[] {line.from.x, line.from.y + line.from.height / 2});
    for (Box box : line.between) {
      points.add(new double[] {box.x, box.y - box.height / 2});
      points.add(new double[] {box.x, box.y + box.height / 2});
    }
    points.add(new double[] {line.to.x, line.to.y - line.to.height / 2});
    return points.toArray(double[][]::new);
  }

  /** The width of everything. */
  double width() {
    double right = 0;
    for (List<Box> layer : layers) {
      Box last = layer.get(layer.size() - 1);
      right = Math.max(right, last.x + last.width / 2);
    }
    return right + GAP;
  }

  /** The height of everything. */
  double height() {
    double bottom = 0;
    for (Box box : boxes) {
      bottom = Math.max(bottom, box.y + box.height / 2);
    }
    return bottom + GAP;
  }
}
