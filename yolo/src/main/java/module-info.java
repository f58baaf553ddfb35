/** YOLOv5 models: model files, blocks, checkpoints and detection. */
module adjoint.yolo {
  requires transitive adjoint.nn;
  requires transitive java.desktop;

  exports adjoint.yolo;
  exports adjoint.yolo.checkpoint;
}
