package adjoint.testing;

import adjoint.autograd.catalog.Domain;
import adjoint.tensor.Tensor;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Finds {@link RandomTensor} on parameters; jqwik loads it as a service. */
public final class TensorProvider implements ArbitraryProvider {
  @Override
  public boolean canProvideFor(TypeUsage type) {
    return type.isOfType(Tensor.class) && type.findAnnotation(RandomTensor.class).isPresent();
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
    RandomTensor wanted = type.findAnnotation(RandomTensor.class).orElseThrow();
    Domain domain = new Domain(wanted.low(), wanted.high(), wanted.kinks());
    Arbitrary<int[]> shapes =
        wanted.shape().length > 0
            ? Arbitraries.just(wanted.shape())
            : TensorArbitraries.shapes(0, wanted.maxRank(), 1, wanted.maxSize());
    Arbitrary<Tensor> tensors = shapes.flatMap(shape -> TensorArbitraries.tensors(domain, shape));
    return Set.of(wanted.contiguous() ? tensors : tensors.flatMap(TensorArbitraries::layouts));
  }
}
