package adjoint.tensor.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width that elementwise loops work with: {@code adjoint.vector.bits}, or what the
 * machine prefers. Constants, since the JIT compiler needs a species to be one.
 */
final class Species {
  /** Bits of a vector: 128, 256 or 512. */
  static final int BITS = chooseBits();

  /** Single-precision lanes. */
  static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(BITS));

  /** Lanes for the bits of {@link #FLOATS}. */
  static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(BITS));

  private Species() {}

  private static int chooseBits() {
    int asked = Integer.getInteger("adjoint.vector.bits", 0);
    int bits = asked > 0 ? asked : FloatVector.SPECIES_PREFERRED.vectorBitSize();
    return Math.min(Math.max(bits, 128), 512);
  }
}
