package adjoint.autograd.spec;

/** What an operation is to compute, in plain loops. */
@FunctionalInterface
public interface Reference {
  /** Computes the output. */
  Plain apply(Plain... inputs);
}
