/** Data sets of labelled pictures: their description, their checks, and batches made from them. */
package adjoint.yolo.data;
