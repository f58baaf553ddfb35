/** Finding objects in pictures. Start at {@link adjoint.yolo.detect.Detector}. */
package adjoint.yolo.detect;
