package adjoint.cli;

import adjoint.autograd.Derivation;
import adjoint.autograd.Function;
import adjoint.autograd.catalog.Operation;
import adjoint.autograd.explain.DerivationText;
import adjoint.autograd.explain.WorkedExample;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A derivation and its worked example as values for JSON. */
final class DerivationReport {
  private DerivationReport() {}

  static Map<String, Object> toMap(Operation operation) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("operation", operation.name());
    map.put("family", operation.family().title());
    operation.derivation().ifPresent(rule -> put(map, rule));
    if (operation.function() != null) {
      map.put("source", DerivationText.source(operation.function()));
    } else {
      map.put("composed_of", parts(operation));
    }
    map.put("example", example(operation));
    return map;
  }

  private static void put(Map<String, Object> map, Derivation rule) {
    map.put("forward", rule.forward());
    map.put("backward", rule.backward());
    map.put("steps", rule.steps());
  }

  private static List<Object> parts(Operation operation) {
    List<Object> parts = new ArrayList<>();
    for (Map.Entry<Class<? extends Function>, Derivation> part : operation.rules().entrySet()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("operation", part.getKey().getSimpleName());
      put(map, part.getValue());
      parts.add(map);
    }
    return parts;
  }

  private static Map<String, Object> example(Operation operation) {
    WorkedExample example = WorkedExample.of(operation);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", operation.example().name());
    List<Object> inputs = new ArrayList<>();
    for (WorkedExample.Operand operand : example.operands()) {
      Map<String, Object> input = new LinkedHashMap<>();
      input.put("name", operand.name());
      input.put("shape", Arrays.stream(operand.value().shape()).boxed().toList());
      input.put("values", values(operand.value()));
      input.put("gradient", values(operand.gradient()));
      input.put("central_difference", values(operand.difference()));
      inputs.add(input);
    }
    map.put("inputs", inputs);
    map.put("output_shape", Arrays.stream(example.value().shape()).boxed().toList());
    map.put("output", values(example.value()));
    map.put("incoming_gradient", values(example.incoming()));
    map.put("largest_distance", example.worstDifference());
    return map;
  }

  private static List<Double> values(Tensor x) {
    return Arrays.stream(x.toDoubleArray()).boxed().toList();
  }
}
