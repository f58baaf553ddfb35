package adjoint.bench;

import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
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

/** Convolutions of the sizes that the detectors have. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dadjoint.threads=1"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConvolutionBenchmark {
  /** Input channels, side of the input, output channels, side of the kernel, stride. */
  @Param({"64,80,64,3,1", "128,40,128,3,1", "256,20,256,3,1", "128,80,64,1,1", "64,80,128,3,2"})
  private String sizes;

  private Tensor input;
  private Tensor weight;
  private Tensor bias;
  private Conv2dOptions options;

  /** Makes the tensors. */
  @Setup
  public void makeTensors() {
    String[] numbers = sizes.split(",");
    int channels = Integer.parseInt(numbers[0]);
    int side = Integer.parseInt(numbers[1]);
    int outputs = Integer.parseInt(numbers[2]);
    int kernel = Integer.parseInt(numbers[3]);
    Generator generator = new Generator(1);
    input = Tensor.rand(generator, DType.F32, 1, channels, side, side);
    weight = Tensor.rand(generator, DType.F32, outputs, channels, kernel, kernel);
    bias = Tensor.zeros(DType.F32, outputs);
    options =
        Conv2dOptions.DEFAULT.withStride(Integer.parseInt(numbers[4])).withPadding(kernel / 2);
  }

  /** Forward. */
  @Benchmark
  public Tensor forward() {
    return input.conv2d(weight, bias, options);
  }
}
