package adjoint.tensor.backend;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * Chooses the backend, once, at the first use.
 *
 * <p>{@code adjoint.backend} names it: {@code vector}, {@code scalar}, or one that a {@link
 * BackendProvider} brings, such as {@code opencl} or, for a certain device, {@code opencl:0}.
 * Without the property it is the vector backend where the module {@code jdk.incubator.vector} is
 * there, and the scalar one with one line in the log where it is not.
 */
public final class Backends {
  private static final String PROPERTY = "adjoint.backend";
  private static final String BITS_PROPERTY = "adjoint.vector.bits";
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final String VECTOR_CLASS = "adjoint.tensor.vector.VectorBackend";

  private static volatile Backend chosen;
  private static volatile Backend override;

  private Backends() {}

  /**
   * The backend that tensors compute with.
   *
   * @throws IllegalArgumentException if a system property asks for what does not exist
   * @throws UnsupportedOperationException if it asks for a backend that cannot run here
   */
  public static Backend current() {
    Backend other = override;
    if (other != null) {
      return other;
    }
    Backend backend = chosen;
    return backend != null ? backend : choose();
  }

  private static synchronized Backend choose() {
    if (chosen == null) {
      String name = System.getProperty(PROPERTY, "").trim();
      chosen = name.isEmpty() ? best() : byName(name);
    }
    return chosen;
  }

  /**
   * Chooses the backend and has its loops compiled in the background. A program that calls this
   * first of all computes quickly sooner; nothing depends on it.
   */
  public static void warmUp() {
    Thread thread = new Thread(Backends::chooseQuietly, "adjoint-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private static void chooseQuietly() {
    try {
      current();
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      // Whoever computes first will see it.
    }
  }

  /**
   * Runs {@code body} with another backend, for all threads. For tests and measurements: calls must
   * not overlap.
   */
  public static void with(Backend backend, Runnable body) {
    Backend before = override;
    override = backend;
    try {
      body.run();
    } finally {
      override = before;
    }
  }

  /**
   * Runs {@code body} with another backend, for all threads, as {@link #with(Backend, Runnable)}.
   *
   * @return what the body returns
   * @throws Exception if the body does
   */
  public static <T> T callWith(Backend backend, Callable<T> body) throws Exception {
    Backend before = override;
    override = backend;
    try {
      return body.call();
    } finally {
      override = before;
    }
  }

  /** The devices that other modules can compute on; none where their drivers are not installed. */
  public static List<ComputeDevice> devices() {
    List<ComputeDevice> devices = new ArrayList<>();
    ServiceLoader.load(BackendProvider.class).forEach(p -> devices.addAll(p.devices()));
    return devices;
  }

  /**
   * Makes a backend by its name.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws UnsupportedOperationException if it cannot run here; the message says why
   */
  public static Backend byName(String name) {
    return switch (name) {
      case "scalar" -> new ScalarBackend();
      case "vector" -> vector();
      default -> provided(name);
    };
  }

  /** The fastest backend on the processor. */
  private static Backend best() {
    try {
      return vector();
    } catch (UnsupportedOperationException e) {
      Logger logger = System.getLogger(Backends.class.getName());
      logger.log(Level.WARNING, e.getMessage() + "; computing in plain Java, which is slower");
      return new ScalarBackend();
    }
  }

  private static Backend vector() {
    requireVectorBits(System.getProperty(BITS_PROPERTY, "").trim());
    if (!isVectorModulePresent()) {
      throw new UnsupportedOperationException(
          "the module " + VECTOR_MODULE + " is missing: pass --add-modules " + VECTOR_MODULE);
    }
    try {
      return (Backend) Class.forName(VECTOR_CLASS).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      Throwable cause = e.getCause() != null ? e.getCause() : e;
      throw new UnsupportedOperationException("the vector backend does not run here: " + cause, e);
    }
  }

  private static void requireVectorBits(String text) {
    if (!Set.of("", "128", "256", "512").contains(text)) {
      throw new IllegalArgumentException(
          BITS_PROPERTY + ": \"" + text + "\" is not one of 128, 256, 512");
    }
  }

  private static boolean isVectorModulePresent() {
    ModuleLayer own = Backends.class.getModule().getLayer();
    return isPresent(own) || isPresent(ModuleLayer.boot());
  }

  private static boolean isPresent(ModuleLayer layer) {
    return layer != null && layer.findModule(VECTOR_MODULE).isPresent();
  }

  private static Backend provided(String name) {
    String[] parts = name.split(":", 2);
    TreeSet<String> names = new TreeSet<>();
    names.add("scalar");
    names.add("vector");
    Optional<BackendProvider> provider = Optional.empty();
    for (BackendProvider candidate : ServiceLoader.load(BackendProvider.class)) {
      names.add(candidate.name());
      if (candidate.name().equals(parts[0])) {
        provider = Optional.of(candidate);
      }
    }
    if (provider.isEmpty()) {
      throw new IllegalArgumentException(
          PROPERTY
              + ": there is no backend \""
              + name
              + "\"; there are "
              + String.join(", ", names));
    }
    return provider.get().create(best(), parts.length == 1 ? "" : parts[1]);
  }
}
