package adjoint.autograd.catalog;

import java.util.stream.Stream;

/**
 * Adds operations to the {@link Catalog}: another module, or a user's own program, names an
 * implementation as a service, and its operations can be checked and explained like those of this
 * library.
 */
public interface OperationProvider {
  /** The operations, with names that no other operation has. */
  Stream<Operation> operations();
}
