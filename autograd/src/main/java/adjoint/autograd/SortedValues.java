package adjoint.autograd;

import adjoint.tensor.Tensor;

/**
 * Values in order, and where they came from, see {@link ShapeMethods#sort}.
 *
 * @param values the values
 * @param indices I64, same shape: the index of each value along the sorted dimension
 */
public record SortedValues(Variable values, Tensor indices) {}
