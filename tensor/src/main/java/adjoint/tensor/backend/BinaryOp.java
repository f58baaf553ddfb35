package adjoint.tensor.backend;

/** Functions of two elements; {@link adjoint.tensor.ElementwiseMethods} defines each of them. */
public enum BinaryOp {
  ADD,
  SUB,
  MUL,
  DIV,
  POW,
  MAX,
  MIN,
  ATAN2
}
