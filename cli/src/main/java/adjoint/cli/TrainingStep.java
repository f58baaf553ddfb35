package adjoint.cli;

import adjoint.autograd.Variable;
import adjoint.nn.optim.MovingAverage;
import adjoint.nn.optim.Optimizer;
import adjoint.nn.optim.ParameterGroup;
import adjoint.nn.optim.SGD;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.yolo.loss.DetectionLoss;
import adjoint.yolo.loss.LossOptions;
import adjoint.yolo.model.DetectionModel;
import adjoint.yolo.train.TrainedGroups;
import java.lang.ref.Reference;
import java.util.List;

/** One training step on random images, to be measured: forward, loss, backward, update. */
final class TrainingStep {
  /** Images in a batch. */
  static final int IMAGES = 8;

  /** Height and width of the images. */
  static final int SIZE = 320;

  private static final int LABELS_PER_IMAGE = 7;

  private final DetectionModel model;
  private final DetectionLoss loss;
  private final Optimizer optimizer;
  private final MovingAverage<DetectionModel> average;
  private final Variable images;
  private final Tensor targets;
  private final double[] parts = new double[4];

  TrainingStep(String name) {
    Generator generator = new Generator(0);
    model = DetectionModel.build(name, generator);
    LossOptions options =
        LossOptions.DEFAULT.scaled(model.detect().levels(), model.classes(), SIZE);
    loss = new DetectionLoss(model.detect(), options);
    TrainedGroups groups = new TrainedGroups(model);
    for (ParameterGroup group : groups.all()) {
      group.learningRate(1e-4).momentum(.9);
    }
    optimizer = new SGD(groups.all(), true);
    average = new MovingAverage<>(model.copy());
    images = Variable.of(Tensor.rand(generator, DType.F32, IMAGES, 3, SIZE, SIZE));
    float[][] rows = new float[IMAGES * LABELS_PER_IMAGE][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          new float[] {
            i / LABELS_PER_IMAGE,
            generator.nextInt(model.classes()),
            (float) generator.uniform(.2, .8),
            (float) generator.uniform(.2, .8),
            (float) generator.uniform(.05, .4),
            (float) generator.uniform(.05, .4)
          };
    }
    targets = Tensor.of(rows);
  }

  /** Makes the step. */
  void run() {
    long start = System.nanoTime();
    List<Variable> raw = model.raw(images);
    long forward = System.nanoTime();
    Variable total = loss.compute(raw, targets).total();
    long losses = System.nanoTime();
    total.backward();
    long backward = System.nanoTime();
    optimizer.step();
    optimizer.zeroGrad();
    average.update(model);
    long end = System.nanoTime();
    parts[0] = (forward - start) / 1e6;
    parts[1] = (losses - forward) / 1e6;
    parts[2] = (backward - losses) / 1e6;
    parts[3] = (end - backward) / 1e6;
  }

  /** Milliseconds of the last step's parts: forward, loss, backward, update. */
  double[] parts() {
    return parts.clone();
  }

  /** Bytes that the graph of a step holds between forward and backward, besides the model. */
  long activationBytes() {
    run();
    long before = used();
    DetectionLoss.Loss result = loss.compute(model.raw(images), targets);
    long bytes = used() - before;
    Reference.reachabilityFence(result);
    return bytes;
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 2; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
