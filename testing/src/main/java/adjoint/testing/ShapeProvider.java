package adjoint.testing;

import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Finds {@link Shape} on parameters; jqwik loads it as a service. */
public final class ShapeProvider implements ArbitraryProvider {
  @Override
  public boolean canProvideFor(TypeUsage type) {
    return type.isOfType(int[].class) && type.findAnnotation(Shape.class).isPresent();
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
    Shape shape = type.findAnnotation(Shape.class).orElseThrow();
    return Set.of(
        TensorArbitraries.shapes(
            shape.minRank(), shape.maxRank(), shape.minSize(), shape.maxSize()));
  }
}
