package adjoint.yolo.blocks;

import adjoint.nn.GELU;
import adjoint.nn.Hardswish;
import adjoint.nn.Identity;
import adjoint.nn.LeakyReLU;
import adjoint.nn.Mish;
import adjoint.nn.Module;
import adjoint.nn.ReLU;
import adjoint.nn.SiLU;
import adjoint.nn.Sigmoid;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Activations by the expressions that model files use for them. */
public final class Activations {
  private static final Pattern CALL =
      Pattern.compile("(?:nn\\.)?(\\w+)\\(\\s*([^),]*?)\\s*(?:,?\\s*inplace\\s*=\\s*\\w+)?\\s*\\)");
  private static final Map<String, Supplier<Module>> PLAIN =
      Map.of(
          "SiLU", SiLU::new,
          "ReLU", ReLU::new,
          "Hardswish", Hardswish::new,
          "Mish", Mish::new,
          "GELU", GELU::new,
          "Sigmoid", Sigmoid::new,
          "Identity", Identity::new);

  private Activations() {}

  /** No activation. */
  public static Module none() {
    return new Identity();
  }

  /**
   * Reads an expression such as {@code nn.SiLU()} or {@code nn.LeakyReLU(0.1)}.
   *
   * @return makes a new module at each call
   * @throws IllegalArgumentException if the expression names no known activation
   */
  public static Supplier<Module> parse(String expression) {
    Matcher matcher = CALL.matcher(expression.strip());
    if (matcher.matches()) {
      String argument = matcher.group(2);
      boolean plain = argument.isEmpty() || argument.startsWith("inplace");
      if (plain && PLAIN.containsKey(matcher.group(1))) {
        return PLAIN.get(matcher.group(1));
      }
      if (matcher.group(1).equals("LeakyReLU")) {
        double slope = plain ? 0.01 : slope(argument, expression);
        return () -> new LeakyReLU(slope);
      }
    }
    throw unknown(expression);
  }

  private static double slope(String argument, String expression) {
    try {
      return Double.parseDouble(argument.replaceFirst("^negative_slope\\s*=\\s*", ""));
    } catch (NumberFormatException e) {
      throw unknown(expression);
    }
  }

  private static IllegalArgumentException unknown(String expression) {
    return new IllegalArgumentException(
        "unknown activation \""
            + expression
            + "\"; known are nn.SiLU(), nn.ReLU(), nn.LeakyReLU(slope), nn.Hardswish(), nn.Mish(),"
            + " nn.GELU(), nn.Sigmoid() and nn.Identity()");
  }
}
