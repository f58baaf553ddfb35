package adjoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import adjoint.tensor.backend.Backend;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing of the backend beneath is lost, above all not what the interface has a default for. */
class DelegatingBackendTest {
  private static final List<String> ITS_OWN = List.of("name", "description", "profile");

  @Test
  void everyOperationIsHandedOn() {
    List<Method> missing =
        Arrays.stream(Backend.class.getMethods())
            .filter(method -> !ITS_OWN.contains(method.getName()))
            .filter(method -> !isDeclared(method))
            .toList();
    assertEquals(List.of(), missing);
  }

  private static boolean isDeclared(Method method) {
    try {
      DelegatingBackend.class.getDeclaredMethod(method.getName(), method.getParameterTypes());
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
