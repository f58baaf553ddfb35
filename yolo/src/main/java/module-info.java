/** YOLOv5 models: model files, blocks, checkpoints, detection, training and validation. */
module adjoint.yolo {
  requires transitive adjoint.nn;
  requires transitive java.desktop;
  requires org.snakeyaml.engine;

  exports adjoint.yolo;
  exports adjoint.yolo.blocks;
  exports adjoint.yolo.checkpoint;
  exports adjoint.yolo.data;
  exports adjoint.yolo.data.convert;
  exports adjoint.yolo.data.shapes;
  exports adjoint.yolo.detect;
  exports adjoint.yolo.export;
  exports adjoint.yolo.image;
  exports adjoint.yolo.loss;
  exports adjoint.yolo.metrics;
  exports adjoint.yolo.model;
  exports adjoint.yolo.train;
  exports adjoint.yolo.val;
}
