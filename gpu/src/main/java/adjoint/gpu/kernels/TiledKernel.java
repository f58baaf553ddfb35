package adjoint.gpu.kernels;

import com.aparapi.Kernel;
import com.aparapi.Range;

/**
 * What the kernels share. Aparapi translates them to OpenCL, which only works for a small part of
 * Java: no break, switch or lambda, arrays as fields, no static variable, a private method for a
 * function. Sixteen sums are sixteen variables because an array of them would not stay in
 * registers, and each kernel has its own for want of a way to share them. An index out of range
 * ends the Java machine, so whoever launches a kernel has checked every size.
 */
public abstract class TiledKernel extends Kernel {
  /** Rows and columns that a group of work items computes. */
  public static final int TILE = 64;

  /** Rows and columns of a group of work items. */
  public static final int GROUP = 16;

  /** Elements of a tile in local memory: 8 terms for 64 rows or columns. */
  static final int TILE_ELEMENTS = 8 * TILE;

  /** Nothing is applied to the result. */
  public static final int NONE = 0;

  /** {@code x / (1 + exp(-x))}. */
  public static final int SILU = 1;

  /** {@code max(x, 0)}, and NaN for NaN. */
  public static final int RELU = 2;

  private boolean ranInJava;

  /**
   * Sets the arrays, float[] or double[] by the kernel's type.
   *
   * @param first the left factor
   * @param second the right factor
   * @param keptFirst left factors that stay on the device, for kernels that know them
   * @param start the bias, for kernels that know it
   * @param out the result
   */
  public abstract void bind(
      Object first, Object second, Object keptFirst, Object start, Object out);

  /** Whether Aparapi would have run this on Java threads. */
  public final boolean ranInJava() {
    return ranInJava;
  }

  @Override
  public final boolean hasFallbackAlgorithm() {
    return true;
  }

  /** Instead of a slow run in Java: takes note that there was nothing else. */
  @Override
  public final void executeFallbackAlgorithm(Range range, int pass) {
    ranInJava = true;
  }
}
