package adjoint.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link adjoint.tensor.Tensor} parameter of a jqwik property: an F64 tensor whose elements
 * lie in an interval, away from the points where a derivative jumps, in any layout.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface RandomTensor {
  /** The sizes; none stands for random ones, see {@link #maxRank()} and {@link #maxSize()}. */
  int[] shape() default {};

  /** The most dimensions of a random shape. */
  int maxRank() default 3;

  /** The largest size of a random shape. */
  int maxSize() default 4;

  /** The lower end of the interval. */
  double low() default -2;

  /** The upper end of the interval. */
  double high() default 2;

  /** Points that no element comes closer to than 0.05. */
  double[] kinks() default {};

  /** Whether the layout is always row-major, without gaps. */
  boolean contiguous() default false;
}
