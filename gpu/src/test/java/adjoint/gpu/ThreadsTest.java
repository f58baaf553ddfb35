package adjoint.gpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two threads use one backend at once, with weights that stay on the device. */
@RequiresOpenCl
class ThreadsTest {
  @Test
  void twoThreadsGetTheirOwnResults() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> jobs = new ArrayList<>();
      for (int thread = 0; thread < 2; thread++) {
        int seed = thread;
        jobs.add(pool.submit(() -> convolveRepeatedly(seed)));
      }
      for (Future<?> job : jobs) {
        job.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private static void convolveRepeatedly(int seed) {
    Generator random = new Generator(seed);
    Conv2dOptions options = Conv2dOptions.DEFAULT.withPadding(1);
    Tensor weight = Tensor.randn(random, DType.F32, 9 + seed, 5, 3, 3);
    for (int i = 0; i < 12; i++) {
      Tensor x = Tensor.randn(random, DType.F32, 1, 5, 8 + i, 11);
      Tensor expected = Tensor.zeros(1, 9 + seed, 8 + i, 11);
      Tensor actual = Tensor.zeros(1, 9 + seed, 8 + i, 11);
      OpenClTests.CPU.conv2d(x, weight, null, options, Activation.NONE, expected);
      OpenClTests.shared().conv2d(x, weight, null, options, Activation.NONE, actual);
      assertTrue(expected.allClose(actual, 1e-4, 1e-4), "thread " + seed + ", round " + i);
      if (i == 7) {
        weight.mulInPlace(2);
      }
    }
  }
}
