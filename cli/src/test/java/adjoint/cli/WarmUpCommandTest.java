package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WarmUpCommandTest {
  /** The launcher archives the classes of this run; it would not notice if it broke off early. */
  @Test
  void theRunForTheClassArchiveGetsToItsEnd() {
    assertEquals(new CommandRun(0, "", ""), CommandRun.of("warm-up"));
  }
}
