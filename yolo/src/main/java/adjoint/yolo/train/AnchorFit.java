package adjoint.yolo.train;

/**
 * How well anchors fit boxes. With r the ratio of a side of a box to that of an anchor, an anchor
 * fits a box as well as the smaller of r and 1 / r, over both sides; 1 is perfect.
 *
 * @param bestPossibleRecall the share of boxes that some anchor answers for
 * @param anchorsAboveThreshold how many anchors answer for a box, on average
 * @param fitness how well the best anchor fits on average; boxes that none answers for count 0
 */
record AnchorFit(double bestPossibleRecall, double anchorsAboveThreshold, double fitness) {
  /**
   * Measures.
   *
   * @param anchors rows of width and height
   * @param boxes rows of width and height
   * @param threshold largest ratio of sides at which an anchor answers for a box
   */
  static AnchorFit of(double[][] anchors, double[][] boxes, double threshold) {
    double least = 1 / threshold;
    long answered = 0;
    long above = 0;
    double sum = 0;
    for (double[] box : boxes) {
      double best = 0;
      for (double[] anchor : anchors) {
        double fit = Math.min(similarity(box[0], anchor[0]), similarity(box[1], anchor[1]));
        best = Math.max(best, fit);
        if (fit > least) {
          above++;
        }
      }
      if (best > least) {
        answered++;
        sum += best;
      }
    }
    double count = boxes.length;
    return new AnchorFit(answered / count, above / count, sum / count);
  }

  private static double similarity(double side, double anchorSide) {
    return side < anchorSide ? side / anchorSide : anchorSide / side;
  }
}
