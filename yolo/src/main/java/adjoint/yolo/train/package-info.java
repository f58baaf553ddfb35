/** Training: from labelled pictures to the weights of a detector. */
package adjoint.yolo.train;
