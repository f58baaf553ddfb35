package adjoint.yolo.model;

import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.checkpoint.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model that took over from a weight file what fits: for a model file that differs from the one
 * the weights were trained with in a few rows, such as one with an attention module inserted.
 *
 * <p>Rows correspond if their tensors have the same names and shapes, and in the same order: of all
 * ways to pair rows without crossing, the one with the most tensors is taken. So an inserted row
 * shifts those after it without harm.
 *
 * @param model in evaluation mode; what the file does not have is initialised at random
 * @param taken number of tensors taken over
 * @param total number of tensors of the model
 * @param newRows the rows with tensors that the file does not have
 */
public record WeightTransfer(DetectionModel model, int taken, int total, List<Integer> newRows) {
  private static final Pattern NAME = Pattern.compile("model\\.([0-9]{1,6})\\.(.+)");

  /** Copies the list. */
  public WeightTransfer {
    newRows = List.copyOf(newRows);
  }

  /**
   * Builds a model and takes over what fits.
   *
   * @param generator for what the file does not have
   * @throws adjoint.yolo.ModelFileException if the description cannot be built
   */
  public static WeightTransfer of(
      Weights weights, ModelDescription description, ModuleRegistry registry, Generator generator) {
    DetectionModel model =
        DetectionModel.partial(description, registry, generator, weights.fused());
    TreeMap<Integer, Map<String, Tensor>> own = rows(model.stateDict());
    TreeMap<Integer, Map<String, Tensor>> given = rows(weights.state());
    Map<Integer, Integer> pairs =
        pair(List.copyOf(own.keySet()), List.copyOf(given.keySet()), own, given);
    int taken = 0;
    for (Map.Entry<Integer, Integer> pair : pairs.entrySet()) {
      Map<String, Tensor> source = given.get(pair.getValue());
      for (Map.Entry<String, Tensor> target : own.get(pair.getKey()).entrySet()) {
        if (source.containsKey(target.getKey())) {
          target.getValue().assign(source.get(target.getKey()));
        }
        taken++;
      }
    }
    if (weights.names() != null && weights.names().size() == model.classes()) {
      model.setNames(weights.names());
    }
    List<Integer> rest = own.keySet().stream().filter(row -> !pairs.containsKey(row)).toList();
    return new WeightTransfer(model, taken, model.stateDict().size(), rest);
  }

  /** The tensors of each row by their names within it. */
  private static TreeMap<Integer, Map<String, Tensor>> rows(Map<String, Tensor> state) {
    TreeMap<Integer, Map<String, Tensor>> rows = new TreeMap<>();
    state.forEach(
        (name, tensor) -> {
          Matcher matcher = NAME.matcher(name);
          if (matcher.matches()) {
            rows.computeIfAbsent(Integer.valueOf(matcher.group(1)), row -> new LinkedHashMap<>())
                .put(matcher.group(2), tensor);
          }
        });
    return rows;
  }

  /** The longest common subsequence, each pair of rows counting as many as it has tensors. */
  private static Map<Integer, Integer> pair(
      List<Integer> a,
      List<Integer> b,
      Map<Integer, Map<String, Tensor>> own,
      Map<Integer, Map<String, Tensor>> given) {
    int[][] best = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        int gain = gain(own.get(a.get(i)), given.get(b.get(j)));
        best[i][j] = Math.max(best[i + 1][j], best[i][j + 1]);
        if (gain > 0) {
          best[i][j] = Math.max(best[i][j], gain + best[i + 1][j + 1]);
        }
      }
    }
    Map<Integer, Integer> pairs = new LinkedHashMap<>();
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      int gain = gain(own.get(a.get(i)), given.get(b.get(j)));
      if (gain > 0 && best[i][j] == gain + best[i + 1][j + 1]) {
        pairs.put(a.get(i++), b.get(j++));
      } else if (best[i][j] == best[i + 1][j]) {
        i++;
      } else {
        j++;
      }
    }
    return pairs;
  }

  /** The number of tensors of two rows that correspond; 0 for rows that do not. */
  private static int gain(Map<String, Tensor> own, Map<String, Tensor> given) {
    for (Map.Entry<String, Tensor> target : own.entrySet()) {
      Tensor source = given.get(target.getKey());
      boolean mayBeMissing = target.getKey().matches("anchors|.*num_batches_tracked");
      if (source == null ? !mayBeMissing : !Arrays.equals(source.shape(), shape(target))) {
        return 0;
      }
    }
    return given.keySet().stream().anyMatch(name -> isUnknown(name, own)) ? 0 : own.size();
  }

  private static int[] shape(Map.Entry<String, Tensor> entry) {
    return entry.getValue().shape();
  }

  private static boolean isUnknown(String name, Map<String, Tensor> own) {
    return !own.containsKey(name) && !name.equals("anchor_grid");
  }
}
