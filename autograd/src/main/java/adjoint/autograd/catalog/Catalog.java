package adjoint.autograd.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every differentiable operation: this library's, and those of each {@link OperationProvider}. */
public final class Catalog {
  private static final List<Supplier<Stream<Operation>>> FAMILIES =
      List.of(
          ElementwiseOperations::all,
          ReductionOperations::all,
          ShapeOperations::all,
          IndexOperations::all,
          LayerOperations::all,
          EinsumOperations::all,
          LinearAlgebraOperations::all,
          NormOperations::all,
          PoolingOperations::all,
          LossOperations::all);

  private Catalog() {}

  private static final class Holder {
    static final List<Operation> CORE = byFamily(FAMILIES.stream().flatMap(Supplier::get));
    static final List<Operation> ALL = byFamily(Stream.concat(CORE.stream(), provided()));

    private static Stream<Operation> provided() {
      ClassLoader loader = Catalog.class.getClassLoader();
      return ServiceLoader.load(OperationProvider.class, loader).stream()
          .flatMap(provider -> provider.get().operations());
    }

    private static List<Operation> byFamily(Stream<Operation> operations) {
      return operations.sorted(Comparator.comparing(Operation::family)).toList();
    }
  }

  /** The operations of this module alone, family by family. */
  public static List<Operation> core() {
    return Holder.CORE;
  }

  /** All operations, family by family. */
  public static List<Operation> all() {
    return Holder.ALL;
  }

  /**
   * The operation of a name, in upper or lower case, with or without underscores; the beginning of
   * a name will do where only one begins so.
   *
   * @throws IllegalArgumentException if there is none; it names those with a similar name
   */
  public static Operation find(String name) {
    String wanted = plain(name);
    for (Operation operation : all()) {
      if (plain(operation.name()).equals(wanted)) {
        return operation;
      }
    }
    List<Operation> begun =
        all().stream().filter(operation -> plain(operation.name()).startsWith(wanted)).toList();
    if (begun.size() != 1 || wanted.isEmpty()) {
      throw new IllegalArgumentException(unknown(name));
    }
    return begun.get(0);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** The operations of some names, or all if none is given. */
  public static List<Operation> select(List<String> names) {
    return names.isEmpty() ? all() : names.stream().map(Catalog::find).toList();
  }

  private static String unknown(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    List<String> similar =
        all().stream()
            .map(Operation::name)
            .filter(other -> isSimilar(other.toLowerCase(Locale.ROOT), wanted))
            .toList();
    return "no operation is called \""
        + name
        + "\"; "
        + (similar.isEmpty()
            ? "there are " + all().size() + ", from " + first() + " to " + last()
            : "similar ones: " + String.join(", ", similar));
  }

  private static boolean isSimilar(String name, String wanted) {
    return name.contains(wanted)
        || wanted.contains(name)
        || wanted.length() > 2 && distance(name, wanted) <= 2;
  }

  /** Insertions, deletions and replacements that lead from one word to the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static String first() {
    return all().get(0).name();
  }

  private static String last() {
    return all().get(all().size() - 1).name();
  }
}
