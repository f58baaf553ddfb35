package adjoint.yolo.blocks;

import adjoint.nn.Module;
import java.math.BigInteger;

/** A {@link Conv} with as many groups as the greatest common divisor of its channel counts. */
public final class DWConv extends Conv {
  /** Creates the block; the padding is half the kernel. */
  public DWConv(int c1, int c2, int kernel, int stride, Module act, BlockSettings settings) {
    super(
        c1,
        c2,
        kernel,
        kernel,
        samePadding(kernel, kernel).withStride(stride).withGroups(commonDivisor(c1, c2)),
        act,
        settings);
  }

  static int commonDivisor(int a, int b) {
    return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue();
  }
}
