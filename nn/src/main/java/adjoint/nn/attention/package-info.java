/** Attention over channels, positions and convolution kernels. */
package adjoint.nn.attention;
