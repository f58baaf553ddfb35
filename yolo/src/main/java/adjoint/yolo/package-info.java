/** YOLOv5 models: model files, blocks, checkpoints and detection. */
package adjoint.yolo;
