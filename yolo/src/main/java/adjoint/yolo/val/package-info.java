/** Validation: a model against labelled pictures. */
package adjoint.yolo.val;
