package adjoint.yolo.data;

/**
 * What the batches of an epoch are made of.
 *
 * @param order picture numbers, batch after batch
 * @param batchSize pictures in a batch; the last may have fewer
 * @param heights rows of each batch
 * @param widths columns of each batch
 */
record EpochPlan(int[] order, int batchSize, int[] heights, int[] widths) {
  int batches() {
    return heights.length;
  }

  int first(int batch) {
    return batch * batchSize;
  }

  int size(int batch) {
    return Math.min(batchSize, order.length - first(batch));
  }
}
