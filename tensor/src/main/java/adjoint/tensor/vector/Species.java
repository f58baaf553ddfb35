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
    String text = System.getProperty("adjoint.vector.bits");
    if (text == null || text.isBlank()) {
      return Math.min(Math.max(FloatVector.SPECIES_PREFERRED.vectorBitSize(), 128), 512);
    }
    return switch (text.trim()) {
      case "128" -> 128;
      case "256" -> 256;
      case "512" -> 512;
      default ->
          throw new IllegalArgumentException(
              "adjoint.vector.bits: \"" + text + "\" is not one of 128, 256, 512");
    };
  }
}
