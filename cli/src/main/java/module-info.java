/** The adjoint command. */
module adjoint.cli {
  requires adjoint.yolo;
  requires info.picocli;
  requires me.tongfei.progressbar;

  opens adjoint.cli to
      info.picocli;
}
