package adjoint.autograd.spec;

import java.util.stream.DoubleStream;

/** Elements picked by index or by mask, and added back. */
final class IndexReferences {
  private static final int[] SHAPE = {3, 4};

  private static final int[][] COLUMNS = {{3, 0, 0, 1, 3}, {2, 2, 2, 0, 1}};

  private static final int[] ROWS = {2, 0, 2, 2};

  private static final boolean[][] MASK = {
    {true, false, true, false}, {false, false, false, false}, {true, true, false, true}
  };

  private IndexReferences() {}

  static void addTo(References references) {
    references
        .add("gather", x -> Plain.build(new int[] {2, 5}, i -> x[0].get(i[0], COLUMNS[i[0]][i[1]])))
        .add("scatterAdd", IndexReferences::scatterAdd)
        .add("indexSelect", x -> Plain.build(new int[] {4, 4}, i -> x[0].get(ROWS[i[0]], i[1])))
        .add(
            "indexSelect from the end",
            x -> Plain.build(new int[] {3, 4}, i -> x[0].get(i[0], ROWS[i[1]])))
        .add("indexAdd", IndexReferences::indexAdd)
        .add("maskedSelect", x -> select(x[0], 0, 1, 2))
        .add("maskedSelect by a row", x -> select(x[0], 0, 0, 0))
        .add("maskedSelect of a repeated row", x -> select(x[0], 0, 1, 2));
  }

  private static Plain scatterAdd(Plain... x) {
    return Plain.build(
        SHAPE,
        i -> {
          double sum = x[0].get(i);
          for (int k = 0; k < 5 && i[0] < 2; k++) {
            sum += COLUMNS[i[0]][k] == i[1] ? x[1].get(i[0], k) : 0;
          }
          return sum;
        });
  }

  private static Plain indexAdd(Plain... x) {
    return Plain.build(
        SHAPE,
        i -> {
          double sum = x[0].get(i);
          for (int k = 0; k < 4; k++) {
            sum += ROWS[k] == i[0] ? x[1].get(k, i[1]) : 0;
          }
          return sum;
        });
  }

  /** The elements that a mask made of some rows of {@link #MASK} selects. */
  private static Plain select(Plain x, int... rows) {
    DoubleStream.Builder values = DoubleStream.builder();
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 4; j++) {
        if (MASK[rows[i]][j]) {
          values.add(x.broadcast(i, j));
        }
      }
    }
    double[] selected = values.build().toArray();
    return new Plain(selected, selected.length);
  }
}
