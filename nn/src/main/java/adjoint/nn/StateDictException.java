package adjoint.nn;

/** A state dict does not fit a module that was to load it strictly. */
public class StateDictException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient LoadReport report;

  /** Creates the exception. */
  public StateDictException(LoadReport report) {
    super("the state does not fit the module: " + report);
    this.report = report;
  }

  /** What fits and what does not. */
  public LoadReport report() {
    return report;
  }
}
