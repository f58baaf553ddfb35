package adjoint.autograd;

/** A computation on variables, such as {@code x -> x[0].matmul(x[1]).tanh()}. */
@FunctionalInterface
public interface Expression {
  /** Computes the output. */
  Variable apply(Variable... inputs);
}
