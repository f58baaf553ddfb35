/** The adjoint command: a thin layer over the yolo module. */
package adjoint.cli;
