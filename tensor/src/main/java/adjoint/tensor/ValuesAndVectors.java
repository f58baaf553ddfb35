package adjoint.tensor;

/**
 * An eigen-decomposition.
 *
 * @param values the eigenvalues in ascending order, along the last dimension
 * @param vectors their eigenvectors, of length 1, as the columns of the last two dimensions
 */
public record ValuesAndVectors(Tensor values, Tensor vectors) {}
