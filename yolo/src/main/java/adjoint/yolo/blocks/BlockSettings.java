package adjoint.yolo.blocks;

import adjoint.nn.Module;
import adjoint.nn.SiLU;
import adjoint.tensor.Generator;
import java.util.function.Supplier;

/**
 * What every block of one model shares.
 *
 * @param generator the source of initial values; null leaves zeros, for values about to be loaded
 * @param activation makes the model's default activation, one object per convolution
 * @param fused whether every {@link Conv} is made as {@link Conv#fuse} would leave it, with a bias
 *     in place of batch norm, for weights that are folded already
 */
public record BlockSettings(Generator generator, Supplier<Module> activation, boolean fused) {
  /** Settings with SiLU as the default activation. */
  public static BlockSettings of(Generator generator) {
    return new BlockSettings(generator, SiLU::new, false);
  }

  /** A new module of the default activation. */
  public Module newActivation() {
    return activation.get();
  }
}
