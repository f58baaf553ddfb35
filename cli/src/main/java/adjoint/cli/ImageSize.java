package adjoint.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The rules for {@code --img}. */
final class ImageSize {
  /** Beyond this no machine has the memory. */
  private static final int LARGEST = 16384;

  private ImageSize() {}

  /**
   * Checks a size.
   *
   * @throws ParameterException if it is not from 1 to 16384
   */
  static void require(CommandSpec command, int side) {
    if (side < 1 || side > LARGEST) {
      throw new ParameterException(
          command.commandLine(), "--img must be from 1 to " + LARGEST + " pixels, got " + side);
    }
  }

  /** The next multiple of the model's stride; warns where that is another size. */
  static int roundedUp(CommandSpec command, int side, int stride) {
    int rounded = (side + stride - 1) / stride * stride;
    if (rounded != side) {
      PrintWriter err = command.commandLine().getErr();
      err.println(
          "adjoint: warning: --img "
              + side
              + " is no multiple of the model's stride "
              + stride
              + ", using "
              + rounded);
      err.flush();
    }
    return rounded;
  }
}
