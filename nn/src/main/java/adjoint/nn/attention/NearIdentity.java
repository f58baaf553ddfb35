package adjoint.nn.attention;

/**
 * A module that can be set up to give back almost what it is given, so that it can be inserted into
 * a trained model without spoiling what that has learnt.
 */
public interface NearIdentity {
  /** Sets the parameters so that the output is within 1 percent of the input, for any input. */
  void startNearIdentity();
}
