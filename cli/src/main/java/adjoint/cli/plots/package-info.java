/** Pictures of a training and a validation: curves, matrices, histograms, batches with boxes. */
package adjoint.cli.plots;
