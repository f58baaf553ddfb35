package adjoint.yolo.train;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.Module;
import adjoint.tensor.Tensor;
import adjoint.yolo.data.Batch;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.model.UnfoldedNorms;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Gives unfolded batch norms running values that fit the data, and a scale and shift that undo them
 * exactly. The model computes what it did, and since a batch's own mean and variance are near the
 * running ones, it computes nearly that in training, too. With the mean m and variance v of what
 * comes into a norm, and the shift b that it had,
 *
 * <pre>
 *   running mean = m, running variance = v, scale = sqrt(v + eps), shift = b + m:
 *   (x - m) / sqrt(v + eps) * scale + shift = x + b
 * </pre>
 *
 * <p>All norms are measured in one pass, since no norm's change changes what comes into the next.
 */
final class NormMeasurement {
  /** More hardly move the values, and each takes as long as a batch of the validation. */
  private static final int BATCHES = 8;

  private final BatchNorm2d norm;
  private final double[] sums;
  private final double[] squares;
  private long values;

  private NormMeasurement(BatchNorm2d norm) {
    this.norm = norm;
    sums = new double[norm.channels()];
    squares = new double[norm.channels()];
  }

  /** The norms of a model that wait for being measured. */
  static List<BatchNorm2d> waiting(DetectionModel model) {
    List<BatchNorm2d> norms = new ArrayList<>();
    for (Module module : model.modules()) {
      if (module instanceof BatchNorm2d norm && UnfoldedNorms.isUnmeasured(norm)) {
        norms.add(norm);
      }
    }
    return norms;
  }

  /**
   * Measures norms of a model, and leaves the model in training mode.
   *
   * @param norms from {@link #waiting}
   * @param batches of the training
   */
  static void apply(DetectionModel model, List<BatchNorm2d> norms, Iterator<Batch> batches) {
    List<NormMeasurement> all = norms.stream().map(NormMeasurement::new).toList();
    model.eval();
    all.forEach(each -> each.norm.observe((layer, x, y) -> each.add(x.value())));
    for (int i = 0; i < BATCHES && batches.hasNext(); i++) {
      Variable images = Variable.of(ImageScaling.unit(batches.next().images()));
      Autograd.noGrad(() -> model.raw(images));
    }
    all.forEach(each -> each.norm.observe(null));
    all.forEach(NormMeasurement::finish);
    model.train();
  }

  /** Adds what came into the norm: N x C x H x W. */
  private void add(Tensor x) {
    double count = x.size(0) * x.size(2) * x.size(3);
    Tensor[] moments = x.channelMoments();
    double[] means = moments[0].toDoubleArray();
    double[] variances = moments[1].toDoubleArray();
    for (int c = 0; c < sums.length; c++) {
      sums[c] += count * means[c];
      squares[c] += count * (variances[c] + means[c] * means[c]);
    }
    values += (long) count;
  }

  private void finish() {
    for (int c = 0; c < sums.length; c++) {
      double mean = sums[c] / values;
      double variance = Math.max(0, squares[c] / values - mean * mean);
      norm.runningMean().set(mean, c);
      norm.runningVar().set(variance, c);
      norm.weight().value().set(Math.sqrt(norm.runningVar().get(c) + norm.eps()), c);
      norm.bias().value().set(norm.bias().value().get(c) + norm.runningMean().get(c), c);
    }
  }
}
