package adjoint.tensor.backend;

import java.util.List;

/**
 * A backend from another module, found by the service loader; the gpu module provides one. Making a
 * provider costs nothing: it loads what it needs when it is asked for something.
 */
public interface BackendProvider {
  /** The name that {@code adjoint.backend} selects it by. */
  String name();

  /**
   * Makes the backend.
   *
   * @param cpu the backend to hand everything to that is not taken over
   * @param device which of {@link #devices()}, by what follows the colon in its id; empty for the
   *     first
   * @throws UnsupportedOperationException if this machine cannot run it; the message says why
   */
  Backend create(Backend cpu, String device);

  /** The devices it can compute on, the best first; none where its driver is not installed. */
  default List<ComputeDevice> devices() {
    return List.of();
  }
}
