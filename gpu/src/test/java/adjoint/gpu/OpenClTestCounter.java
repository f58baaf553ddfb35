package adjoint.gpu;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end how many tests ran on an OpenCL device. */
public final class OpenClTestCounter implements TestExecutionListener {
  private final AtomicInteger ran = new AtomicInteger();
  private final AtomicInteger skipped = new AtomicInteger();

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean finished = result.getStatus() != TestExecutionResult.Status.ABORTED;
    if (test.isTest() && isTagged(test) && finished) {
      ran.incrementAndGet();
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    if (isTagged(test)) {
      skipped.incrementAndGet();
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    System.out.println(
        "OpenCL: "
            + ran
            + " tests ran on a device"
            + (skipped.get() == 0 ? "" : ", " + skipped + " classes were skipped"));
  }

  private static boolean isTagged(TestIdentifier test) {
    return test.getTags().stream().anyMatch(tag -> tag.getName().equals(OpenClTests.TAG));
  }
}
