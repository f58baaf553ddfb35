/** The backend on the JDK's Vector API; loaded by name, only where that module is present. */
package adjoint.tensor.vector;
