/** OpenCL compute, found at run time. */
package adjoint.gpu;
