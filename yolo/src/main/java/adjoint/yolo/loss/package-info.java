/**
 * The training loss: which cells answer for a labelled box, and how far their numbers are from it.
 */
package adjoint.yolo.loss;
