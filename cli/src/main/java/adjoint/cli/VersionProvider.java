package adjoint.cli;

import adjoint.tensor.backend.Backends;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    return new String[] {
      "adjoint " + (version == null ? "(built from classes)" : version),
      "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vendor"),
      "Backend " + Backends.current().name(),
    };
  }
}
