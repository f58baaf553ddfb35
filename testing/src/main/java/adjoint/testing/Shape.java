package adjoint.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On an {@code int[]} parameter of a jqwik property: sizes of a tensor. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface Shape {
  /** The fewest dimensions. */
  int minRank() default 0;

  /** The most dimensions. */
  int maxRank() default 4;

  /** The smallest size; 0 admits tensors without elements. */
  int minSize() default 1;

  /** The largest size. */
  int maxSize() default 5;
}
