package adjoint.autograd.spec;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The specifications of all operations. */
public final class OpSpecs {
  private static final List<Supplier<Stream<OpSpec>>> FAMILIES =
      List.of(
          ElementwiseSpecs::all,
          ReductionSpecs::all,
          ShapeSpecs::all,
          IndexSpecs::all,
          LayerSpecs::all,
          PoolingSpecs::all,
          TransposedConvolutionSpecs::all,
          LinearAlgebraSpecs::all,
          EinsumSpecs::all,
          SortSpecs::all,
          NormSpecs::all,
          LossSpecs::all);

  private OpSpecs() {}

  /** Every specification. */
  public static Stream<OpSpec> all() {
    return FAMILIES.stream().flatMap(Supplier::get);
  }
}
