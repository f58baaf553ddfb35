package adjoint.autograd;

/**
 * A symmetric eigen-decomposition, see {@link LinearAlgebraMethods#symmetricEigen}.
 *
 * @param values the eigenvalues in ascending order, along the last dimension
 * @param vectors their eigenvectors, of length 1, as the columns of the last two dimensions
 */
public record EigenPairs(Variable values, Variable vectors) {}
