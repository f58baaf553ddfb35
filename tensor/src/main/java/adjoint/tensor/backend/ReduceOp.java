package adjoint.tensor.backend;

/** Reductions of many elements to one; {@link adjoint.tensor.ReductionMethods} defines them. */
public enum ReduceOp {
  SUM,
  PROD,
  MAX,
  MIN
}
