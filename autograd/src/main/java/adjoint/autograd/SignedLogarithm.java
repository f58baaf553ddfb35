package adjoint.autograd;

import adjoint.tensor.Tensor;

/**
 * Numbers {@code sign * e^logarithm}, see {@link LinearAlgebraMethods#logDeterminant}.
 *
 * @param sign -1, 0 or 1; constant wherever it is not 0, hence without a gradient
 * @param logarithm the natural logarithm of the magnitude; negative infinity where the sign is 0
 */
public record SignedLogarithm(Tensor sign, Variable logarithm) {}
