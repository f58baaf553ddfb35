package adjoint.tensor;

/**
 * Values together with where they came from.
 *
 * @param values the values
 * @param indices I64, same shape: the index of each value along the dimension of the operation
 */
public record ValuesAndIndices(Tensor values, Tensor indices) {}
