package adjoint.autograd.spec;

import adjoint.autograd.Expression;
import adjoint.autograd.Function;
import adjoint.autograd.catalog.Catalog;
import adjoint.autograd.catalog.Operation;
import adjoint.autograd.catalog.Sample;
import adjoint.tensor.Tensor;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sample of the catalogue together with what it has to compute.
 *
 * @param operation what is applied
 * @param sample how, and to what
 */
public record OpSpec(Operation operation, Sample sample) {
  /** Every sample of every operation. */
  public static Stream<OpSpec> all() {
    return Catalog.all().stream()
        .flatMap(operation -> operation.samples().stream().map(s -> new OpSpec(operation, s)));
  }

  /** Those in whose name the regular expression {@code adjoint.operation} is found, or all. */
  public static Stream<OpSpec> selected() {
    Pattern wanted = Pattern.compile(System.getProperty("adjoint.operation", ""));
    return all().filter(spec -> wanted.matcher(spec.sample().name()).find());
  }

  /** Applies the operation. */
  public Expression expression() {
    return sample.expression();
  }

  /** The same inputs each time. */
  public Tensor[] inputs() {
    return sample.inputs();
  }

  /** What it has to compute. */
  public Reference reference() {
    return References.of(operation, sample);
  }

  /** The class whose rule this is about; null for an operation composed of others. */
  public Class<? extends Function> function() {
    return operation.function();
  }

  @Override
  public String toString() {
    return sample.name();
  }
}
