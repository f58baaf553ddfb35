/** The adjoint command. */
module adjoint.cli {
  requires adjoint.yolo;
}
