package adjoint.nn;

import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What became of a state dict.
 *
 * @param loaded names that were copied
 * @param missing names that the module has and the state has not
 * @param unexpected names that the state has and the module has not
 * @param misshaped names that both have with different shapes, described
 */
public record LoadReport(
    List<String> loaded, List<String> missing, List<String> unexpected, List<String> misshaped) {
  static LoadReport compare(Map<String, Tensor> own, Map<String, Tensor> given) {
    List<String> loaded = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> misshaped = new ArrayList<>();
    own.forEach(
        (name, tensor) -> {
          Tensor other = given.get(name);
          if (other == null) {
            missing.add(name);
          } else if (Arrays.equals(tensor.shape(), other.shape())) {
            loaded.add(name);
          } else {
            misshaped.add(
                name
                    + ": the module has "
                    + Arrays.toString(tensor.shape())
                    + ", the state "
                    + Arrays.toString(other.shape()));
          }
        });
    List<String> unexpected =
        given.keySet().stream().filter(name -> !own.containsKey(name)).toList();
    return new LoadReport(loaded, missing, unexpected, misshaped);
  }

  /** Whether every name of either side was loaded. */
  public boolean isClean() {
    return missing.isEmpty() && unexpected.isEmpty() && misshaped.isEmpty();
  }

  /** A readable summary: counts, and up to five names of each kind. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("loaded " + loaded.size() + " entries");
    append(text, "missing", missing);
    append(text, "unexpected", unexpected);
    append(text, "of another shape", misshaped);
    return text.toString();
  }

  private static void append(StringBuilder text, String what, List<String> names) {
    if (!names.isEmpty()) {
      text.append("; ").append(names.size()).append(' ').append(what).append(" (");
      text.append(String.join(", ", names.subList(0, Math.min(5, names.size()))));
      text.append(names.size() > 5 ? ", ...)" : ")");
    }
  }
}
