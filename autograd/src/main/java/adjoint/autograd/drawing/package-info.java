/** Pictures and tables of computation graphs. */
package adjoint.autograd.drawing;
