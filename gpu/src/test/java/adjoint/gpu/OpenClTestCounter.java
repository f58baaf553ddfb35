package adjoint.gpu;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says after each class how many tests have run on an OpenCL device. */
public final class OpenClTestCounter implements TestExecutionListener {
  private static final AtomicInteger RAN = new AtomicInteger();
  private static final AtomicInteger SKIPPED = new AtomicInteger();

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean finished = result.getStatus() != TestExecutionResult.Status.ABORTED;
    if (test.isTest() && isTagged(test) && finished) {
      RAN.incrementAndGet();
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    if (isTagged(test)) {
      SKIPPED.incrementAndGet();
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    System.out.println(
        "OpenCL: "
            + RAN
            + " tests have run on a device"
            + (SKIPPED.get() == 0 ? "" : ", " + SKIPPED + " classes were skipped"));
  }

  private static boolean isTagged(TestIdentifier test) {
    return test.getTags().stream().anyMatch(tag -> tag.getName().equals(OpenClTests.TAG));
  }
}
