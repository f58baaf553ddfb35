package adjoint.bench;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Parallel;
import adjoint.yolo.model.DetectionModel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One picture through a whole detector; random weights take as long as trained ones. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class ModelBenchmark {
  @Param({"yolov5n", "yolov5s"})
  private String model;

  @Param({"1", "2"})
  private int threads;

  private DetectionModel network;
  private Tensor image;

  /** Builds the model. */
  @Setup
  public void build() {
    Parallel.setThreads(threads);
    network = DetectionModel.build(model, new Generator(1));
    network.eval();
    network.fuse();
    image = Tensor.rand(new Generator(2), DType.F32, 1, 3, 640, 640);
  }

  /** From the scaled picture to boxes before suppression. */
  @Benchmark
  public Tensor predict() {
    return network.predict(image);
  }
}
