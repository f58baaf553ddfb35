/**
 * The building blocks of YOLOv5 models. State names equal the reference's, so that published
 * weights load by name; {@code c1} and {@code c2} are input and output channels, as in the model
 * files.
 */
package adjoint.yolo.blocks;
