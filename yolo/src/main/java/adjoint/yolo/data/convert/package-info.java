/** Turns data sets of other layouts into the layout of YOLO data sets. */
package adjoint.yolo.data.convert;
