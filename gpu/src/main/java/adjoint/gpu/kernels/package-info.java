/** What runs on the device: plain Java loops that Aparapi translates to OpenCL. */
package adjoint.gpu.kernels;
