package adjoint.yolo.model;

import adjoint.nn.Module;
import adjoint.nn.attention.NearIdentity;
import adjoint.tensor.Tensor;
import adjoint.yolo.WeightsException;
import adjoint.yolo.blocks.Detect;
import adjoint.yolo.checkpoint.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries the weights of one model into another that has rows more or less, such as an attention
 * variant. Rows are aligned by what they hold, not by their index: two rows fit if the tensors of
 * one are among the other's, by name and shape, and of all alignments that keep the order the one
 * that carries the most numbers is taken (the longest common subsequence, weighted). The heads
 * belong together; of them, tensors of equal shape are taken, so that with another number of
 * classes only the last convolutions start anew.
 */
public final class WeightTransfer {
  private static final Pattern ROW = Pattern.compile("model\\.(\\d{1,4})\\.(.+)");

  private final Weights weights;
  private final DetectionModel model;
  private final boolean anchors;
  private final List<Integer> sourceRows;
  private final Map<Integer, Map<String, Tensor>> sources;
  private final Map<Integer, Map<String, Tensor>> targets;

  private WeightTransfer(
      Weights weights, Map<String, Tensor> state, DetectionModel model, boolean anchors) {
    this.weights = weights;
    this.model = model;
    this.anchors = anchors;
    sources = byRow(state);
    sourceRows = new ArrayList<>(sources.keySet());
    targets = byRow(model.stateDict());
  }

  /**
   * Carries weights over for training. Batch norms that are folded in the weights start as {@link
   * UnfoldedNorms}.
   *
   * @param weights where from
   * @param model where to, in place, with norms that are not folded
   * @param anchors whether the anchors are taken, too
   * @param nearIdentity whether inserted rows that can are set up as {@link NearIdentity}
   * @throws WeightsException if nothing fits
   */
  public static TransferReport apply(
      Weights weights, DetectionModel model, boolean anchors, boolean nearIdentity) {
    Map<String, Tensor> state =
        weights.fused() ? UnfoldedNorms.unfold(weights.state()) : weights.state();
    return new WeightTransfer(weights, state, model, anchors).run(nearIdentity);
  }

  /**
   * Carries weights over for inference, anchors included; batch norms may be folded in both.
   *
   * @param weights where from
   * @param model where to, in place, such as from {@link DetectionModel#initial}
   * @throws WeightsException if nothing fits
   */
  public static TransferReport forInference(Weights weights, DetectionModel model) {
    return new WeightTransfer(weights, weights.state(), model, true).run(false);
  }

  private static Map<Integer, Map<String, Tensor>> byRow(Map<String, Tensor> state) {
    Map<Integer, Map<String, Tensor>> rows = new TreeMap<>();
    state.forEach(
        (name, tensor) -> {
          Matcher matcher = ROW.matcher(name);
          if (matcher.matches() && !name.endsWith(".anchor_grid")) {
            rows.computeIfAbsent(Integer.parseInt(matcher.group(1)), k -> new LinkedHashMap<>())
                .put(matcher.group(2), tensor);
          }
        });
    return rows;
  }

  private TransferReport run(boolean nearIdentity) {
    List<Integer> targetRows = new ArrayList<>(targets.keySet());
    Map<Integer, Integer> aligned = align(targetRows);
    List<TransferReport.Row> rows = new ArrayList<>();
    int taken = 0;
    for (int row : targetRows) {
      Layer layer = model.layers().get(row);
      int source = aligned.getOrDefault(row, -1);
      int copied = source < 0 ? 0 : copy(sources.get(source), targets.get(row));
      boolean set = source < 0 && nearIdentity && startNearIdentity(layer.module());
      int size = targets.get(row).size();
      rows.add(new TransferReport.Row(row, layer.typeName(), source, copied, size, set));
      taken += copied;
    }
    if (taken == 0) {
      throw new WeightsException(
          weights.file() + " has no tensor that fits into the model " + model.name());
    }
    return new TransferReport(rows, taken, model.stateDict().size());
  }

  /** The source row of each target row that has one. */
  private Map<Integer, Integer> align(List<Integer> targetRows) {
    int n = targetRows.size();
    int m = sourceRows.size();
    long[][] best = new long[n + 1][m + 1];
    for (int i = n - 1; i >= 0; i--) {
      for (int j = m - 1; j >= 0; j--) {
        long gain = gain(targetRows.get(i), sourceRows.get(j));
        long apart = Math.max(best[i + 1][j], best[i][j + 1]);
        best[i][j] = gain > 0 ? Math.max(apart, gain + best[i + 1][j + 1]) : apart;
      }
    }
    Map<Integer, Integer> aligned = new LinkedHashMap<>();
    int i = 0;
    int j = 0;
    while (i < n && j < m) {
      long gain = gain(targetRows.get(i), sourceRows.get(j));
      if (gain > 0 && best[i][j] == gain + best[i + 1][j + 1]) {
        aligned.put(targetRows.get(i++), sourceRows.get(j++));
      } else if (best[i][j] == best[i + 1][j]) {
        i++;
      } else {
        j++;
      }
    }
    return aligned;
  }

  /** Numbers that a target row can take from a source row; 0 where they do not belong together. */
  private long gain(int targetRow, int sourceRow) {
    Map<String, Tensor> target = targets.get(targetRow);
    Map<String, Tensor> source = sources.get(sourceRow);
    boolean head = model.layers().get(targetRow).module() instanceof Detect;
    boolean sourceHead = source.containsKey("anchors");
    if (head || sourceHead) {
      return head && sourceHead ? 1 : 0;
    }
    long numbers = 0;
    int common = 0;
    for (Map.Entry<String, Tensor> entry : target.entrySet()) {
      Tensor other = source.get(entry.getKey());
      if (other != null) {
        if (!fits(entry.getValue(), other)) {
          return 0;
        }
        common++;
        numbers += other.elementCount();
      }
    }
    return common == Math.min(target.size(), source.size()) ? numbers : 0;
  }

  private static boolean fits(Tensor a, Tensor b) {
    return a.layout().sameShape(b.layout());
  }

  private int copy(Map<String, Tensor> source, Map<String, Tensor> target) {
    int copied = 0;
    for (Map.Entry<String, Tensor> entry : target.entrySet()) {
      Tensor value = source.get(entry.getKey());
      boolean wanted = anchors || !entry.getKey().equals("anchors");
      if (value != null && wanted && fits(entry.getValue(), value)) {
        entry.getValue().assign(value);
        copied++;
      }
    }
    return copied;
  }

  private static boolean startNearIdentity(Module module) {
    boolean set = false;
    for (Module part : module.modules()) {
      if (part instanceof NearIdentity gate) {
        gate.startNearIdentity();
        set = true;
      }
    }
    return set;
  }
}
