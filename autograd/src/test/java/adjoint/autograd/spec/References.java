package adjoint.autograd.spec;

import adjoint.autograd.catalog.Operation;
import adjoint.autograd.catalog.Sample;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The plain references of the catalogue's samples, by the name of the sample or the operation. */
public final class References {
  private static final References ALL = new References();

  private final Map<String, Reference> byName = new HashMap<>();

  private References() {
    ElementwiseReferences.addTo(this);
    ReductionReferences.addTo(this);
    ShapeReferences.addTo(this);
    IndexReferences.addTo(this);
    LayerReferences.addTo(this);
    TransposedConvolutionReferences.addTo(this);
    EinsumReferences.addTo(this);
    LinearAlgebraReferences.addTo(this);
    NormReferences.addTo(this);
    PoolingReferences.addTo(this);
    SortReferences.addTo(this);
    LossReferences.addTo(this);
  }

  /**
   * The reference of a sample: its own, or else that of its operation.
   *
   * @throws AssertionError if there is none
   */
  public static Reference of(Operation operation, Sample sample) {
    Reference own = ALL.byName.get(sample.name());
    Reference reference = own != null ? own : ALL.byName.get(operation.name());
    if (reference == null) {
      throw new AssertionError("no plain reference for " + sample.name());
    }
    return reference;
  }

  /** The names of all references. */
  public static Set<String> names() {
    return new HashSet<>(ALL.byName.keySet());
  }

  /** Adds what a sample, or an operation with all its samples, has to compute. */
  References add(String name, Reference reference) {
    if (byName.put(name, reference) != null) {
      throw new AssertionError("two references for " + name);
    }
    return this;
  }

  /** Adds a reference that maps every element. */
  References map(String name, DoubleUnaryOperator f) {
    return add(name, x -> Plain.build(x[0].shape(), i -> f.applyAsDouble(x[0].get(i))));
  }

  /** Adds a reference that combines the elements of two operands that broadcast. */
  References zip(String name, DoubleBinaryOperator f) {
    return add(name, zip(f));
  }

  /** A reference that combines the elements of two operands that broadcast. */
  static Reference zip(DoubleBinaryOperator f) {
    return x ->
        Plain.build(
            Plain.broadcastShape(x[0], x[1]),
            i -> f.applyAsDouble(x[0].broadcast(i), x[1].broadcast(i)));
  }
}
