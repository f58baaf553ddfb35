package adjoint.tensor.backend;

/** Comparisons of two elements, as Java compares doubles (NaN is unequal to everything). */
public enum CompareOp {
  EQ,
  NE,
  LT,
  LE,
  GT,
  GE
}
