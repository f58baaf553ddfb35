package adjoint.tensor;

/**
 * Numbers {@code sign * e^logarithm}, which can be larger or smaller than their type can hold.
 *
 * @param sign -1, 0 or 1
 * @param logarithm the natural logarithm of the magnitude; negative infinity where the sign is 0
 */
public record SignAndLogarithm(Tensor sign, Tensor logarithm) {}
