package adjoint.tensor.vector;

/**
 * How a convolution is cut into tasks: stretches of positions times parts of the output channels.
 *
 * <p>Long stretches copy fewer cells twice, short ones stay in the cache and keep more threads
 * busy. The choice minimises an estimate of the time, in cycles; it never changes a result.
 *
 * @param stretches number of stretches of positions
 * @param stretchLength positions of a stretch, a multiple of the tile's columns
 * @param paddedPositions all positions, rounded up to whole tiles
 * @param parts number of parts of the output channels of a group
 * @param blocksPerPart blocks of output channels in a part
 * @param lineLength cells from one copied line to the next
 */
record TaskSize(
    int stretches,
    int stretchLength,
    int paddedPositions,
    int parts,
    int blocksPerPart,
    int lineLength) {
  /** Cells and sums of a task; 4 bytes each, they should fit the second-level cache. */
  private static final int CACHED = 192 * 1024;

  private static final int CYCLES_PER_TASK = 3000;
  private static final int CYCLES_PER_TILE = 80;
  private static final int CYCLES_PER_ROW = 25;
  private static final int FLOATS_PER_CACHE_LINE = 16;

  static TaskSize choose(
      TileKernel kernel,
      ShiftGeometry geometry,
      int groups,
      int channels,
      int blocks,
      int threads) {
    int columns = kernel.columns();
    int tiles = ceilDiv(geometry.positions(), columns);
    int lines = channels * geometry.lines();
    double perTile =
        0.65 * channels * geometry.taps() * kernel.rows() * columns / (kernel.bits() / 32.0)
            + CYCLES_PER_TILE;
    double best = Double.POSITIVE_INFINITY;
    int bestTiles = 1;
    int bestParts = 1;
    for (int parts = 1; parts <= blocks; parts = nextParts(parts, blocks)) {
      int blocksPerPart = ceilDiv(blocks, parts);
      for (int stretch = 1; ; stretch = Math.min(tiles, stretch + Math.max(1, stretch / 4))) {
        int cells = stretch * columns + geometry.reach();
        long floats =
            (long) lines * cells + (long) blocksPerPart * kernel.rows() * stretch * columns;
        if (floats > CACHED && stretch > 1) {
          break;
        }
        double copy =
            lines * (0.2 * cells + CYCLES_PER_ROW * (1 + cells / geometry.columns().pitch()));
        double task = CYCLES_PER_TASK + copy + stretch * blocksPerPart * perTile;
        long tasks = (long) groups * ceilDiv(tiles, stretch) * ceilDiv(blocks, blocksPerPart);
        double rounds = threads == 1 ? tasks : ceilDiv(tasks, threads);
        double time = rounds * task;
        if (time < best) {
          best = time;
          bestTiles = stretch;
          bestParts = parts;
        }
        if (stretch == tiles) {
          break;
        }
      }
    }
    int blocksPerPart = ceilDiv(blocks, bestParts);
    return new TaskSize(
        ceilDiv(tiles, bestTiles),
        bestTiles * columns,
        tiles * columns,
        ceilDiv(blocks, blocksPerPart),
        blocksPerPart,
        lineLength(bestTiles * columns + geometry.reach()));
  }

  private static int nextParts(int parts, int blocks) {
    return parts < blocks && 2 * parts > blocks ? blocks : 2 * parts;
  }

  /** An odd number of cache lines, so that neighbouring channels do not share cache sets. */
  private static int lineLength(int cells) {
    return (ceilDiv(cells, FLOATS_PER_CACHE_LINE) | 1) * FLOATS_PER_CACHE_LINE;
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  private static long ceilDiv(long a, int b) {
    return (a + b - 1) / b;
  }
}
