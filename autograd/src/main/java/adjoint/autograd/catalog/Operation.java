package adjoint.autograd.catalog;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.Graph;
import adjoint.autograd.Variable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A differentiable operation.
 *
 * @param name unique, without spaces; the name of the method that applies it where there is one
 * @param family what it belongs to
 * @param function the class whose rule it follows; null for one composed of operations with rules
 *     of their own
 * @param closedForm for a composed operation, the rule that its parts add up to; may be null
 * @param samples applications to try, the first the most typical
 */
public record Operation(
    String name,
    Family family,
    Class<? extends Function> function,
    Derivation closedForm,
    List<Sample> samples) {
  /** Copies the list. */
  public Operation {
    samples = List.copyOf(samples);
  }

  /** An operation without a closed form of its own. */
  public Operation(
      String name, Family family, Class<? extends Function> function, List<Sample> samples) {
    this(name, family, function, null, samples);
  }

  /** An operation with its samples listed last. */
  public static Operation of(
      String name, Family family, Class<? extends Function> function, Sample... samples) {
    return new Operation(name, family, function, List.of(samples));
  }

  /** An operation composed of others, with the rule that these add up to. */
  public static Operation composed(
      String name, Family family, Derivation closedForm, Sample... samples) {
    return new Operation(name, family, null, closedForm, List.of(samples));
  }

  /** An operation with one sample, of its own name. */
  public static Operation of(
      String name,
      Family family,
      Class<? extends Function> function,
      adjoint.autograd.Expression expression,
      Operand... operands) {
    return of(name, family, function, Sample.of(name, expression, operands));
  }

  /** The sample that shows the operation best. */
  public Sample example() {
    return samples.get(0);
  }

  /** The rule, or nothing for a composed operation without a closed form. */
  public Optional<Derivation> derivation() {
    if (closedForm != null) {
      return Optional.of(closedForm);
    }
    return function == null ? Optional.empty() : Optional.ofNullable(rules().get(function));
  }

  /**
   * The rules of all operations that the example applies, in the order of application, the first of
   * each class.
   */
  public Map<Class<? extends Function>, Derivation> rules() {
    Variable[] inputs =
        Arrays.stream(example().inputs()).map(Variable::parameter).toArray(Variable[]::new);
    Map<Class<? extends Function>, Derivation> rules = new LinkedHashMap<>();
    for (Function applied : Graph.of(example().expression().apply(inputs)).functions()) {
      rules.putIfAbsent(applied.getClass(), applied.derivation());
    }
    return rules;
  }

  /** Whether the rule is this operation's own, not that of the operation it is a case of. */
  public boolean ownsItsRule() {
    return function != null && function.getSimpleName().equalsIgnoreCase(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
