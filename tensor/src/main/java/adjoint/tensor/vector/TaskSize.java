package adjoint.tensor.vector;

import adjoint.tensor.backend.Parallel;

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
 * @param sumsLength sums of a product from one row to the next
 */
record TaskSize(
    int stretches,
    int stretchLength,
    int paddedPositions,
    int parts,
    int blocksPerPart,
    int lineLength,
    int sumsLength) {
  /** Cells and sums of a task; 4 bytes each, they should stay in the second-level cache. */
  private static final int CACHED = 160 * 1024;

  private static final double CYCLES_PER_TASK = 3000;
  private static final double CYCLES_PER_TILE = 80;
  private static final double CYCLES_PER_ROW = 25;
  private static final double CYCLES_PER_CELL = 0.25;
  private static final double CYCLES_PER_PACKED_TERM = 8;
  private static final double CYCLES_PER_MULTIPLICATION = 0.65;
  private static final int FLOATS_PER_CACHE_LINE = 16;

  /** For convolutions that copy lines of cells; phases share out the taps among them. */
  static TaskSize forLines(
      TileKernel kernel, ShiftGeometry geometry, int groups, int channels, int blocks, int phases) {
    Estimate estimate =
        new Estimate(
            kernel,
            groups,
            phases,
            channels * ceilDiv(geometry.taps(), phases),
            channels * geometry.lines(),
            geometry.reach(),
            geometry.columns().pitch());
    return choose(kernel, estimate, geometry.positions(), blocks);
  }

  /** For products that read the right factor where it lies. */
  static TaskSize forMatrices(TileKernel kernel, int products, int depth, int columns, int blocks) {
    return choose(kernel, new Estimate(kernel, products, 1, depth, 0, 0, 1), columns, blocks);
  }

  /** What a task of a given size costs. */
  private record Estimate(
      TileKernel kernel, int groups, int phases, int terms, int lines, int reach, int pitch) {
    int cells(int tiles) {
      return tiles * kernel.columns() + reach;
    }

    /** Whether a task's cells and sums stay in the cache; products have no cells. */
    boolean isCached(int tiles, int blocks) {
      long sums = (long) phases * blocks * kernel.rows() * tiles * kernel.columns();
      return (long) lines * cells(tiles) + sums <= CACHED;
    }

    /** Whether the weights of a panel's terms stay in the cache. */
    boolean isWeightCached(int blocks) {
      return (long) blocks * kernel.rows() * Math.min(terms, TileKernel.PANEL_DEPTH) <= CACHED;
    }

    double cycles(int tiles, int blocks) {
      double lanes = kernel.bits() / 32.0;
      double multiply = CYCLES_PER_MULTIPLICATION * kernel.rows() * kernel.columns() / lanes;
      double perTile =
          blocks * (CYCLES_PER_TILE + terms * multiply) + terms * CYCLES_PER_PACKED_TERM;
      double cells = cells(tiles);
      double copy = lines * (CYCLES_PER_CELL * cells + CYCLES_PER_ROW * (1 + cells / pitch));
      return CYCLES_PER_TASK + copy + phases * tiles * perTile;
    }
  }

  private static TaskSize choose(TileKernel kernel, Estimate estimate, int positions, int blocks) {
    int threads = Parallel.threads();
    int tiles = ceilDiv(positions, kernel.columns());
    double best = Double.POSITIVE_INFINITY;
    int bestTiles = 1;
    int bestBlocks = blocks;
    for (int parts = 1; parts <= blocks; parts *= 2) {
      int partBlocks = ceilDiv(blocks, parts);
      if (!estimate.isWeightCached(partBlocks) && partBlocks > 1) {
        continue;
      }
      for (int stretch = 1; stretch <= tiles; stretch += 1 + stretch / 4) {
        if (stretch > 1 && !estimate.isCached(stretch, partBlocks)) {
          break;
        }
        long tasks = (long) estimate.groups * ceilDiv(tiles, stretch) * ceilDiv(blocks, partBlocks);
        double time = ceilDiv(tasks, threads) * estimate.cycles(stretch, partBlocks);
        if (time < best) {
          best = time;
          bestTiles = stretch;
          bestBlocks = partBlocks;
        }
      }
    }
    int stretches = ceilDiv(tiles, bestTiles);
    // Stretches of equal length as far as possible.
    bestTiles = ceilDiv(tiles, stretches);
    return new TaskSize(
        ceilDiv(tiles, bestTiles),
        bestTiles * kernel.columns(),
        tiles * kernel.columns(),
        ceilDiv(blocks, bestBlocks),
        bestBlocks,
        lineLength(estimate.cells(bestTiles)),
        lineLength(bestTiles * kernel.columns()));
  }

  /** An odd number of cache lines, so that neighbouring channels do not share cache sets. */
  private static int lineLength(int cells) {
    return (ceilDiv(cells, FLOATS_PER_CACHE_LINE) | 1) * FLOATS_PER_CACHE_LINE;
  }

  /** The quotient of two positive integers, rounded up. */
  static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  private static long ceilDiv(long a, int b) {
    return (a + b - 1) / b;
  }
}
