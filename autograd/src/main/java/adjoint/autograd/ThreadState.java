package adjoint.autograd;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a thread does with the operations it runs, besides computing them. */
final class ThreadState {
  private static final ThreadLocal<ThreadState> CURRENT = ThreadLocal.withInitial(ThreadState::new);

  private boolean recording = true;
  private boolean detectingAnomalies;
  private Consumer<Variable[]> observer;
  private Tracer tracer;

  private ThreadState() {}

  static ThreadState current() {
    return CURRENT.get();
  }

  /** Sees every application of an operation once it is complete. */
  @FunctionalInterface
  interface Tracer {
    void applied(Function function, Variable[] inputs, Variable[] outputs);
  }

  /** Whether operations become nodes of the graph. */
  boolean recording() {
    return recording;
  }

  /** Whether operations remember their call site, and gradients are checked to be finite. */
  boolean detectingAnomalies() {
    return detectingAnomalies;
  }

  /** Who sees the inputs of every operation, or null. */
  Consumer<Variable[]> observer() {
    return observer;
  }

  /** Who sees every application, or null. */
  Tracer tracer() {
    return tracer;
  }

  static <T> T recording(boolean record, Supplier<T> body) {
    ThreadState state = current();
    boolean before = state.recording;
    state.recording = record;
    try {
      return body.get();
    } finally {
      state.recording = before;
    }
  }

  static <T> T detectingAnomalies(Supplier<T> body) {
    ThreadState state = current();
    boolean before = state.detectingAnomalies;
    state.detectingAnomalies = true;
    try {
      return body.get();
    } finally {
      state.detectingAnomalies = before;
    }
  }

  static <T> T observing(Consumer<Variable[]> observer, Supplier<T> body) {
    ThreadState state = current();
    Consumer<Variable[]> before = state.observer;
    state.observer = observer;
    try {
      return body.get();
    } finally {
      state.observer = before;
    }
  }

  static <T> T tracing(Tracer tracer, Supplier<T> body) {
    ThreadState state = current();
    Tracer before = state.tracer;
    state.tracer = tracer;
    try {
      return body.get();
    } finally {
      state.tracer = before;
    }
  }
}
