package adjoint.cli;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prepares runs that are over within a second or two.
 *
 * <p>Vector code is slow until the JIT compiler has compiled it, far slower than plain Java is, and
 * compiling it takes a second or two of both cores. A small model on one picture is done by then.
 */
final class ShortRun {
  /** The weights of a nano model in half precision are 4 MB, those of a small one 14 MB. */
  private static final long SMALL_BYTES = 16_000_000;

  private static final String BACKEND = "adjoint.backend";

  /** About as long as the weights take to read; by then the loops are compiled. */
  private static final long WARM_UP_NANOS = 200_000_000;

  private static boolean ownProcess;

  private ShortRun() {}

  /** Tells that this process is the command's own, so that the choice concerns nobody else. */
  static void inOwnProcess() {
    ownProcess = true;
  }

  /**
   * Chooses plain Java for a small job, unless a backend was asked for. To be called before the
   * first tensor is made.
   */
  static void choose(Path weights, int pictures) throws IOException {
    boolean small = Files.size(weights) * pictures <= SMALL_BYTES;
    if (ownProcess && small && System.getProperty(BACKEND) == null) {
      System.setProperty(BACKEND, "scalar");
      Thread warmUp = new Thread(ShortRun::warmUp, "adjoint-warm-up");
      warmUp.setDaemon(true);
      warmUp.start();
    }
  }

  /** Has the JIT compiler see the main loops while the weights and the picture are being read. */
  private static void warmUp() {
    long start = System.nanoTime();
    Tensor x = Tensor.zeros(1, 16, 22, 22);
    Tensor weight = Tensor.zeros(32, 16, 3, 3);
    Conv2dOptions options = Conv2dOptions.DEFAULT.withPadding(1);
    while (System.nanoTime() - start < WARM_UP_NANOS) {
      x.conv2d(weight, null, options, Activation.SILU);
    }
  }
}
