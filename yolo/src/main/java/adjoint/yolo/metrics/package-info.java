/** How good a detector is: matching, average precision, the confusion matrix, fitness. */
package adjoint.yolo.metrics;
