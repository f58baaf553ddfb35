/** What this module adds to the catalogue of differentiable operations. */
package adjoint.nn.catalog;
