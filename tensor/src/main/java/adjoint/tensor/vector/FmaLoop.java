package adjoint.tensor.vector;

import java.util.function.LongToDoubleFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Multiplies and adds in registers, without memory, in chains that do not wait for each other: as
 * fast as one core can. For measuring, see {@link adjoint.tensor.backend.MultiplyAddPeak}.
 */
public final class FmaLoop implements LongToDoubleFunction {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Enough chains to cover the latency of four cycles on cores with three multiply-adders. */
  private static final int CHAINS = 12;

  private volatile float sink;

  /** Runs {@code rounds} rounds and returns how many operations that were, two for each lane. */
  @Override
  public double applyAsDouble(long rounds) {
    sink = run(rounds);
    return 2.0 * CHAINS * SPECIES.length() * rounds;
  }

  private static float run(long rounds) {
    FloatVector factor = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector term = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector a = factor;
    FloatVector b = factor;
    FloatVector c = factor;
    FloatVector d = factor;
    FloatVector e = factor;
    FloatVector f = factor;
    FloatVector g = factor;
    FloatVector h = factor;
    FloatVector i = factor;
    FloatVector j = factor;
    FloatVector k = factor;
    FloatVector l = factor;
    for (long round = 0; round < rounds; round++) {
      a = a.fma(factor, term);
      b = b.fma(factor, term);
      c = c.fma(factor, term);
      d = d.fma(factor, term);
      e = e.fma(factor, term);
      f = f.fma(factor, term);
      g = g.fma(factor, term);
      h = h.fma(factor, term);
      i = i.fma(factor, term);
      j = j.fma(factor, term);
      k = k.fma(factor, term);
      l = l.fma(factor, term);
    }
    FloatVector sum =
        a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l);
    return sum.lane(0);
  }
}
