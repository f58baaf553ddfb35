package adjoint.cli;

/** The adjoint command. */
public final class Main {
  private Main() {}

  /** Runs a sub-command. */
  public static void main(String[] arguments) {
    throw new UnsupportedOperationException("not built yet");
  }
}
