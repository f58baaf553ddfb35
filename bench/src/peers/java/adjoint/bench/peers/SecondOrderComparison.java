package adjoint.bench.peers;

import adjoint.autograd.Variable;
import adjoint.nn.matrix.Covpool;
import adjoint.nn.matrix.PlainForward;
import adjoint.nn.matrix.Sqrtm;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.MultiplyAddPeak;
import adjoint.tensor.backend.Parallel;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Covariance pooling and the matrix square root, forward and backward, beside PyTorch, which
 * composes them of its own operations and differentiates by its tape; in turns, in one process and
 * with equal numbers of threads.
 */
public final class SecondOrderComparison {
  private static final int IMAGES = 8;
  private static final int CHANNELS = 128;
  private static final int POSITIONS = 400;
  private static final int ITERATIONS = 5;
  private static final int WARM_UPS = 150;
  private static final int ROUNDS = 40;

  private final Tensor x = Tensor.randn(new Generator(1), DType.F32, IMAGES, CHANNELS, POSITIONS);
  private final Tensor g = Tensor.randn(new Generator(2), DType.F32, IMAGES, CHANNELS, CHANNELS);

  private SecondOrderComparison() {}

  /** Compares. */
  public static void main(String[] arguments) {
    new SecondOrderComparison().run();
  }

  private void run() {
    System.out.printf(
        "Covpool and Sqrtm, %d x %d x %d, N = %d, forward and backward%n",
        IMAGES, CHANNELS, POSITIONS, ITERATIONS);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray input = manager.create(x.toFloatArray(), new Shape(IMAGES, CHANNELS, POSITIONS));
      NDArray incoming = manager.create(g.toFloatArray(), new Shape(IMAGES, CHANNELS, CHANNELS));
      input.setRequiresGradient(true);
      System.out.printf(
          "the loss <g, y>: %.5f here, %.5f there%n", byHand(), pytorch(manager, input, incoming));
      String name = "PyTorch " + Engine.getInstance().getVersion() + ", by its tape";
      Map<String, Runnable> engines = new LinkedHashMap<>();
      engines.put("by hand", this::byHand);
      engines.put("by the tape", () -> byTape(PlainForward::covpool));
      engines.put("by the tape, with Ibar built", () -> byTape(SecondOrderComparison::literal));
      engines.put(name, () -> pytorch(manager, input, incoming));
      for (int threads : new int[] {1, Runtime.getRuntime().availableProcessors()}) {
        compare(engines, threads);
      }
    }
  }

  private static void compare(Map<String, Runnable> engines, int threads) {
    Parallel.setThreads(threads);
    JniUtils.setNumThreads(threads);
    Map<String, Double> best = new LinkedHashMap<>();
    engines.values().forEach(SecondOrderComparison::warmUp);
    MultiplyAddPeak meter = new MultiplyAddPeak(threads);
    double peak = 0;
    for (int round = 0; round < ROUNDS; round++) {
      engines.forEach((name, work) -> best.merge(name, milliseconds(work), Math::min));
      peak = Math.max(peak, meter.sample());
    }
    System.out.printf("%d thread(s), multiply-add peak %.0f GFLOP/s%n", threads, peak);
    best.forEach((name, ms) -> System.out.printf("  %-32s%8.2f ms%n", name, ms));
  }

  private static void warmUp(Runnable work) {
    for (int i = 0; i < WARM_UPS; i++) {
      work.run();
    }
  }

  private static double milliseconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private double byHand() {
    Variable v = Variable.parameter(x);
    Variable loss = new Sqrtm(ITERATIONS).apply(new Covpool().apply(v)).mul(Variable.of(g)).sum();
    loss.backward();
    return loss.item();
  }

  /** CP-F as it stands, with the M x M matrix. */
  private static Variable literal(Variable v) {
    double share = 1.0 / POSITIONS;
    Tensor centring = Tensor.eye(DType.F32, POSITIONS).sub(share).mul(share);
    return v.matmul(Variable.of(centring)).bmm(v.t());
  }

  private double byTape(UnaryOperator<Variable> covpool) {
    Variable v = Variable.parameter(x);
    Variable y = PlainForward.sqrtm(covpool.apply(v), ITERATIONS);
    Variable loss = y.mul(Variable.of(g)).sum();
    loss.backward();
    return loss.item();
  }

  private static double pytorch(NDManager manager, NDArray input, NDArray incoming) {
    try (NDManager scope = manager.newSubManager();
        GradientCollector tape = Engine.getInstance().newGradientCollector()) {
      input.tempAttach(scope);
      incoming.tempAttach(scope);
      NDArray centred = input.sub(input.mean(new int[] {2}, true));
      NDArray sigma = centred.matMul(centred.transpose(0, 2, 1)).div(POSITIONS);
      NDArray identity = scope.eye(CHANNELS, CHANNELS, 0, DataType.FLOAT32);
      NDArray three = identity.mul(3);
      NDArray t = sigma.mul(identity).sum(new int[] {1, 2}, true);
      NDArray a = sigma.div(t);
      NDArray z = three.sub(a).mul(0.5f);
      NDArray y = a.matMul(z);
      for (int k = 2; k <= ITERATIONS; k++) {
        NDArray half = three.sub(z.matMul(y)).mul(0.5f);
        y = y.matMul(half);
        z = k < ITERATIONS ? half.matMul(z) : z;
      }
      NDArray loss = y.mul(t.sqrt()).mul(incoming).sum();
      tape.backward(loss);
      return loss.getFloat();
    }
  }
}
