/** Other engines on the same network, side by side; compiled under the Maven profile peers. */
package adjoint.bench.peers;
