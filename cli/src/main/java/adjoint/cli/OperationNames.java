package adjoint.cli;

import adjoint.autograd.catalog.Catalog;
import adjoint.autograd.catalog.Operation;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Resolves the names of operations that a command was given. */
final class OperationNames {
  private OperationNames() {}

  /**
   * The operations of some names, or all if none is given.
   *
   * @throws ParameterException if there is none of a name
   */
  static List<Operation> select(CommandLine commandLine, List<String> names) {
    try {
      return Catalog.select(names);
    } catch (IllegalArgumentException unknown) {
      throw new ParameterException(commandLine, unknown.getMessage());
    }
  }
}
