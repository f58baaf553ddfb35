/** Writes models for other programs. */
package adjoint.yolo.export;
