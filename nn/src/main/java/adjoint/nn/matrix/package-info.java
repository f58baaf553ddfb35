/** Functions of whole matrices, with the backward passes that their papers derive by hand. */
package adjoint.nn.matrix;
