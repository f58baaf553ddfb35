package adjoint.tensor;

/**
 * A seeded, splittable source of random numbers: SplitMix64, as described in Steele, Lea, Flood,
 * "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014. The same seed gives the same
 * numbers on every machine. Not thread-safe: {@link #split} one off for each thread.
 */
public final class Generator {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;
  private final long gamma;
  private double spareNormal = Double.NaN;

  /** A generator for a seed. */
  public Generator(long seed) {
    this(seed, GOLDEN_GAMMA);
  }

  private Generator(long state, long gamma) {
    this.state = state;
    this.gamma = gamma;
  }

  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  private static long mixGamma(long z) {
    z = (z ^ z >>> 33) * 0xFF51AFD7ED558CCDL;
    z = (z ^ z >>> 33) * 0xC4CEB9FE1A85EC53L;
    z = (z ^ z >>> 33) | 1;
    return Long.bitCount(z ^ z >>> 1) < 24 ? z ^ 0xAAAAAAAAAAAAAAAAL : z;
  }

  /** The next 64 bits. */
  public long nextLong() {
    state += gamma;
    return mix(state);
  }

  /** Uniform in [0, 1), with 53 random bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** Uniform in [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /**
   * Uniform in 0 to bound - 1.
   *
   * @throws IllegalArgumentException if {@code bound < 1}
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("generator: bound must be at least 1, got " + bound);
    }
    long limit = (1L << 32) / bound * bound;
    long bits = nextLong() >>> 32;
    while (bits >= limit) {
      bits = nextLong() >>> 32;
    }
    return (int) (bits % bound);
  }

  /** Standard normal, by the polar method of Marsaglia; uses strict arithmetic for equal bits. */
  public double nextNormal() {
    if (!Double.isNaN(spareNormal)) {
      double spare = spareNormal;
      spareNormal = Double.NaN;
      return spare;
    }
    while (true) {
      double u = 2 * nextDouble() - 1;
      double v = 2 * nextDouble() - 1;
      double s = u * u + v * v;
      if (s < 1 && s > 0) {
        double scale = StrictMath.sqrt(-2 * StrictMath.log(s) / s);
        spareNormal = v * scale;
        return u * scale;
      }
    }
  }

  /** A new generator whose numbers are independent of this one's, which moves on. */
  public Generator split() {
    return new Generator(nextLong(), mixGamma(nextLong()));
  }
}
