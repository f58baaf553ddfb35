/** Rules of differentiation for reading: as text, as MathML, as a page with a worked example. */
package adjoint.autograd.explain;
