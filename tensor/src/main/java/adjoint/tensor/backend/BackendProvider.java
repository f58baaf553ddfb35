package adjoint.tensor.backend;

/** A backend from another module, found by the service loader; the gpu module provides one. */
public interface BackendProvider {
  /** The name that {@code adjoint.backend} selects it by. */
  String name();

  /**
   * Makes the backend.
   *
   * @param cpu the backend to hand everything to that is not taken over
   * @throws UnsupportedOperationException if this machine cannot run it; the message says why
   */
  Backend create(Backend cpu);
}
