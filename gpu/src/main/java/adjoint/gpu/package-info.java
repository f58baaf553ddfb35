/**
 * OpenCL compute, found at run time: matrix products and convolutions run on a device through
 * Aparapi, everything else on the backend beneath.
 */
package adjoint.gpu;
