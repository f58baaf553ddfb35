/** Benchmarks, side by side with other engines. */
package adjoint.bench;
