/** A data set that needs no files: drawn shapes on textured backgrounds, the same for each seed. */
package adjoint.yolo.data.shapes;
