package adjoint.yolo.train;

import adjoint.yolo.metrics.Fitness;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What one epoch of training came to: a row of {@code results.csv}. The losses are means over the
 * batches, with their gains; those of validation, and the metrics, are 0 where the epoch was not
 * validated.
 *
 * @param epoch number of the epoch, from 0
 * @param trainBox box loss in training
 * @param trainObjectness objectness loss in training
 * @param trainClasses class loss in training
 * @param precision mean precision over the classes, at the confidence with the best mean F1
 * @param recall mean recall there
 * @param map50 mean average precision at an overlap of 0.5
 * @param map5095 mean average precision over the overlaps 0.5, 0.55, ..., 0.95
 * @param valBox box loss in validation
 * @param valObjectness objectness loss in validation
 * @param valClasses class loss in validation
 * @param normRate learning rate of the batch norms' scales at the end of the epoch
 * @param weightRate learning rate of the weights
 * @param biasRate learning rate of the biases
 */
public record EpochResult(
    int epoch,
    double trainBox,
    double trainObjectness,
    double trainClasses,
    double precision,
    double recall,
    double map50,
    double map5095,
    double valBox,
    double valObjectness,
    double valClasses,
    double normRate,
    double weightRate,
    double biasRate) {
  /** The titles of the columns, in the order of {@link #values}. */
  public static final List<String> COLUMNS =
      List.of(
          "epoch",
          "train/box_loss",
          "train/obj_loss",
          "train/cls_loss",
          "metrics/precision",
          "metrics/recall",
          "metrics/mAP_0.5",
          "metrics/mAP_0.5:0.95",
          "val/box_loss",
          "val/obj_loss",
          "val/cls_loss",
          "x/lr0",
          "x/lr1",
          "x/lr2");

  /** The numbers of the row. */
  public double[] values() {
    return new double[] {
      epoch,
      trainBox,
      trainObjectness,
      trainClasses,
      precision,
      recall,
      map50,
      map5095,
      valBox,
      valObjectness,
      valClasses,
      normRate,
      weightRate,
      biasRate
    };
  }

  /** What decides which epoch was the best: mostly the mean average precision over all overlaps. */
  public double fitness() {
    return Fitness.of(map50, map5095);
  }

  /** The line of titles. */
  static String header() {
    return COLUMNS.stream()
        .map(title -> String.format(Locale.ROOT, "%20s", title))
        .collect(Collectors.joining(","));
  }

  /** The row as a line. */
  String line() {
    StringBuilder line = new StringBuilder();
    for (double value : values()) {
      line.append(line.isEmpty() ? "" : ",").append(Numbers.padded(value, 20));
    }
    return line.toString();
  }
}
