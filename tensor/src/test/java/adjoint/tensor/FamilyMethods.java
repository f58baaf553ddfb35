package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares a table of test cases with the methods that a family of operations has. */
final class FamilyMethods {
  private FamilyMethods() {}

  /** Fails if a public method has no case, or a case no method; keys read "sum(int[],boolean)". */
  static void assertAllCovered(Class<?> family, Collection<String> keys) {
    TreeSet<String> methods = new TreeSet<>();
    for (Method method : family.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
        String parameters =
            Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(","));
        methods.add(method.getName() + "(" + parameters + ")");
      }
    }
    assertEquals(methods, new TreeSet<>(keys), "methods of " + family.getSimpleName());
  }
}
