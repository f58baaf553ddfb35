/** The adjoint command. */
module adjoint.cli {
  requires adjoint.yolo;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires org.commonmark;
  requires org.commonmark.ext.gfm.tables;

  opens adjoint.cli to
      info.picocli;
}
