package adjoint.gpu;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tests that run on an OpenCL device, and are skipped with a reason where there is none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(OpenClTests.TAG)
@net.jqwik.api.Tag(OpenClTests.TAG)
@ExtendWith(RequiresOpenCl.Condition.class)
@AddLifecycleHook(RequiresOpenCl.Hook.class)
@interface RequiresOpenCl {
  /** Why tests are skipped. */
  String REASON = "no OpenCL device; Debian's pocl-opencl-icd brings one";

  /** For Jupiter. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return OpenClTests.isPresent()
          ? ConditionEvaluationResult.enabled("there is an OpenCL device")
          : ConditionEvaluationResult.disabled(REASON);
    }
  }

  /** For jqwik. */
  final class Hook implements SkipExecutionHook {
    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
      return OpenClTests.isPresent() ? SkipResult.doNotSkip() : SkipResult.skip(REASON);
    }
  }
}
