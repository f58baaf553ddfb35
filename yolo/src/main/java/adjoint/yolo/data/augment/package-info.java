/** What is done to pictures and their boxes to vary them for training. */
package adjoint.yolo.data.augment;
