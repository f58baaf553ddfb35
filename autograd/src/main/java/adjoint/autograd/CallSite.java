package adjoint.autograd;

import java.util.List;
import java.util.stream.Collectors;

/** Where in the caller's own code an operation was applied. */
final class CallSite {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final int FRAMES = 6;

  private final List<StackTraceElement> frames;

  private CallSite(List<StackTraceElement> frames) {
    this.frames = frames;
  }

  /** The innermost frames that do not belong to the machinery of applying an operation. */
  static CallSite capture() {
    return new CallSite(
        WALKER.walk(
            stack ->
                stack
                    .dropWhile(frame -> isMachinery(frame.getDeclaringClass()))
                    .limit(FRAMES)
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    .toList()));
  }

  private static boolean isMachinery(Class<?> type) {
    return type == CallSite.class
        || type == Function.class
        || type.isAssignableFrom(Variable.class)
        || type.getPackageName().equals("adjoint.autograd.functions");
  }

  /** One frame a line, the innermost first. */
  @Override
  public String toString() {
    return frames.stream()
        .map(frame -> "    at " + frame)
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
