package adjoint.yolo.loss;

import adjoint.autograd.Reduction;
import adjoint.autograd.Variable;
import adjoint.tensor.DType;
import adjoint.tensor.ShapeException;
import adjoint.tensor.Tensor;
import adjoint.yolo.blocks.Detect;
import java.util.Arrays;
import java.util.List;

/**
 * The loss that detectors are trained with: for the cells that answer for a labelled box, how far
 * the predicted box is from it ({@link CompleteIou}) and the cross-entropy of its classes; for all
 * cells, the cross-entropy of the objectness, whose target is the overlap that the cell's box has
 * reached, 0 where there is no box.
 *
 * <p>Equal to the loss of YOLOv5 v6.1. Not thread-safe.
 */
public final class DetectionLoss {
  private static final double[] THREE_LEVELS = {4, 1, .4};
  private static final double[] OTHER_LEVELS = {4, 1, .25, .06, .02};
  private static final double MIDDLE_STRIDE = 16;
  private static final double BALANCE_RATE = 1e-4;
  private static final double FOCAL_ALPHA = .25;

  private final Detect head;
  private final LossOptions options;
  private final double[] balance;

  /**
   * The loss of one batch.
   *
   * @param total a scalar: the sum of the three terms, times the number of images; differentiable
   * @param box the box term, of one image on average, with its gain
   * @param objectness the objectness term, likewise
   * @param classes the class term, likewise
   */
  public record Loss(Variable total, double box, double objectness, double classes) {
    /** Whether every number is finite. */
    public boolean isFinite() {
      return Double.isFinite(total.item())
          && Double.isFinite(box)
          && Double.isFinite(objectness)
          && Double.isFinite(classes);
    }
  }

  /**
   * A loss for a model's head, whose anchors and strides are read at every call.
   *
   * @param options with gains that are scaled already
   * @throws IllegalArgumentException if the head has more than five levels
   */
  public DetectionLoss(Detect head, LossOptions options) {
    this.head = head;
    this.options = options;
    double[] weights = head.levels() == THREE_LEVELS.length ? THREE_LEVELS : OTHER_LEVELS;
    if (head.levels() > weights.length) {
      throw new IllegalArgumentException(
          "loss: a head of " + head.levels() + " levels; legal are 1 to " + weights.length);
    }
    balance = Arrays.copyOf(weights, head.levels());
  }

  /** The settings. */
  public LossOptions options() {
    return options;
  }

  /** The levels' weights in the objectness term; they change where balance is automatic. */
  public double[] balance() {
    return balance.clone();
  }

  /**
   * Sets the levels' weights, to go on with a training.
   *
   * @throws IllegalArgumentException if there are not as many as levels
   */
  public void setBalance(double... weights) {
    if (weights.length != balance.length) {
      throw new IllegalArgumentException(
          "loss: " + weights.length + " weights for " + balance.length + " levels");
    }
    System.arraycopy(weights, 0, balance, 0, weights.length);
  }

  /**
   * Computes the loss.
   *
   * @param levels what {@link Detect#raw} gives: per level images x anchors x rows x columns x (5 +
   *     classes), F32 or F64
   * @param targets m x 6: image, class, centre x and y, width, height, relative to the image; m may
   *     be 0
   * @throws ShapeException if the levels are not those of the head, or the targets have not six
   *     columns
   * @throws IllegalArgumentException if a target names an image or class that there is not
   */
  public Loss compute(List<Variable> levels, Tensor targets) {
    check(levels, targets);
    DType dtype = levels.get(0).dtype();
    Tensor labels = targets.to(dtype);
    Variable box = Variable.scalar(dtype, 0);
    Variable objectness = Variable.scalar(dtype, 0);
    Variable classes = Variable.scalar(dtype, 0);
    for (int i = 0; i < levels.size(); i++) {
      Level level = new Level(levels.get(i), i, labels);
      if (level.assignment.count() > 0) {
        box = box.add(level.boxLoss());
        if (head.classes() > 1) {
          classes = classes.add(level.classLoss());
        }
      }
      Variable cells = level.objectnessLoss();
      objectness = objectness.add(cells.mul(balance[i]));
      if (options.autoBalance()) {
        balance[i] = balance[i] * (1 - BALANCE_RATE) + BALANCE_RATE / cells.item();
      }
    }
    if (options.autoBalance()) {
      normaliseBalance();
    }
    box = box.mul(options.box());
    objectness = objectness.mul(options.objectness());
    classes = classes.mul(options.classes());
    Variable total = box.add(objectness).add(classes).mul(levels.get(0).size(0));
    return new Loss(total, box.item(), objectness.item(), classes.item());
  }

  private void normaliseBalance() {
    double[] strides = head.strides();
    int middle = 0;
    for (int i = 0; i < strides.length; i++) {
      if (strides[i] == MIDDLE_STRIDE) {
        middle = i;
      }
    }
    double unit = balance[middle];
    for (int i = 0; i < balance.length; i++) {
      balance[i] /= unit;
    }
  }

  private void check(List<Variable> levels, Tensor targets) {
    int outputs = head.classes() + 5;
    boolean fits = levels.size() == head.levels();
    for (Variable level : levels) {
      fits &= level.rank() == 5 && level.size(1) == head.anchorsPerLevel();
      fits = fits && level.size(4) == outputs && level.size(0) == levels.get(0).size(0);
    }
    if (!fits) {
      throw new ShapeException(
          "loss: the levels have shapes "
              + levels.stream().map(level -> Arrays.toString(level.shape())).toList()
              + "; legal are "
              + head.levels()
              + " of [images, "
              + head.anchorsPerLevel()
              + ", rows, columns, "
              + outputs
              + "]");
    }
    if (targets.rank() != 2 || targets.size(1) != 6) {
      throw new ShapeException(
          "loss: the targets have shape "
              + Arrays.toString(targets.shape())
              + "; legal is [m, 6]: image, class, x, y, w, h");
    }
    double[] t = targets.toDoubleArray();
    for (int i = 0; i < t.length; i += 6) {
      requireIndex("image", t[i], levels.get(0).size(0));
      requireIndex("class", t[i + 1], head.classes());
    }
  }

  private static void requireIndex(String what, double index, int count) {
    if (!(index >= 0 && index < count)) {
      throw new IllegalArgumentException(
          "loss: a target names " + what + " " + index + "; legal are 0 to " + (count - 1));
    }
  }

  private Variable crossEntropy(Variable x, Tensor target, double positiveWeight) {
    Variable weight = positiveWeight == 1 ? null : Variable.scalar(x.dtype(), positiveWeight);
    Variable t = Variable.of(target);
    double gamma = options.focalGamma();
    if (gamma == 0) {
      return x.binaryCrossEntropyWithLogits(t, weight, Reduction.MEAN);
    }
    Variable loss = x.binaryCrossEntropyWithLogits(t, weight, Reduction.NONE);
    Variable p = x.sigmoid();
    Variable other = Variable.of(target.neg().add(1));
    Variable right = t.mul(p).add(other.mul(p.neg().add(1)));
    Variable alpha = t.mul(FOCAL_ALPHA).add(other.mul(1 - FOCAL_ALPHA));
    return loss.mul(alpha).mul(right.neg().add(1).pow(gamma)).mean();
  }

  /** The terms of one level. */
  private final class Level {
    final Assignment assignment;
    private final Variable rows;
    private final Variable cells;
    private final int[] places;
    private final Tensor boxes;
    private final Tensor anchorSizes;
    private Tensor overlap;

    Level(Variable raw, int index, Tensor targets) {
      Tensor anchors = head.anchors().select(0, index);
      int height = raw.size(2);
      int width = raw.size(3);
      assignment = Assignment.of(targets, anchors, width, height, options.anchorThreshold());
      places = assignment.cells(raw.size(1), height, width);
      boxes = assignment.boxes(raw.dtype());
      anchorSizes = assignment.anchorSizes(anchors, raw.dtype());
      Variable[] selected = new CellSelection(places).applyAll(raw);
      rows = selected[0];
      cells = selected[1];
    }

    Variable boxLoss() {
      Variable s = rows.narrow(1, 0, 4).sigmoid();
      Variable centre = s.narrow(1, 0, 2).mul(2).sub(.5);
      Variable size = s.narrow(1, 2, 2).mul(2).square().mul(Variable.of(anchorSizes));
      Variable iou = CompleteIou.of(centre, size, boxes);
      overlap = iou.value();
      return iou.neg().add(1).mean();
    }

    Variable classLoss() {
      double off = options.labelSmoothing() / 2;
      int classes = head.classes();
      Tensor target = Tensor.full(rows.dtype(), off, assignment.count(), classes);
      for (int i = 0; i < assignment.count(); i++) {
        target.storage().setDouble(i * classes + assignment.classOf(i), 1 - off);
      }
      return crossEntropy(rows.narrow(1, 5, classes), target, options.classPositiveWeight());
    }

    /**
     * After {@link #boxLoss}, if there are rows; of rows with the same cell, the last one counts.
     */
    Variable objectnessLoss() {
      Tensor target = Tensor.zeros(cells.dtype(), cells.shape());
      for (int i = 0; i < places.length; i++) {
        target.storage().setDouble(places[i], Math.max(overlap.storage().getDouble(i), 0));
      }
      return crossEntropy(cells, target, options.objectnessPositiveWeight());
    }
  }
}
