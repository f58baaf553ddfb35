package adjoint.autograd.catalog;

import adjoint.autograd.Function;
import adjoint.autograd.functions.BatchNorm;
import adjoint.autograd.functions.GroupNorm;
import adjoint.autograd.functions.LayerNorm;
import java.util.stream.Stream;

/** Normalisations. */
final class NormOperations {
  private static final double EPS = 1e-2;

  private NormOperations() {}

  static Stream<Operation> all() {
    return Stream.of(
        operation(
            "batchNorm",
            BatchNorm.class,
            Sample.of(
                "batchNorm",
                x -> new BatchNorm(EPS).apply(x),
                Operand.real(3, 2, 2, 2),
                Operand.real(2),
                Operand.real(2)),
            Sample.of(
                "batchNorm by its method",
                x -> x[0].batchNorm(x[1], x[2], EPS),
                Operand.real(3, 4),
                Operand.real(4),
                Operand.real(4))),
        layerNorm(),
        groupNorm());
  }

  private static Operation layerNorm() {
    return operation(
        "layerNorm",
        LayerNorm.class,
        Sample.of(
            "layerNorm over one dimension",
            x -> x[0].layerNorm(new int[] {4}, x[1], x[2], EPS),
            Operand.real(2, 3, 4),
            Operand.real(4),
            Operand.real(4)),
        Sample.of(
            "layerNorm over two dimensions",
            x -> x[0].layerNorm(new int[] {3, 4}, x[1], x[2], EPS),
            Operand.real(2, 3, 4),
            Operand.real(3, 4),
            Operand.real(3, 4)),
        Sample.of(
            "layerNorm of one sample",
            x -> x[0].layerNorm(new int[] {5}, x[1], null, EPS),
            Operand.real(5),
            Operand.real(5)),
        Sample.of(
            "layerNorm without scale and shift",
            x -> x[0].layerNorm(new int[] {4}, null, null, EPS),
            Operand.real(3, 4)));
  }

  private static Operation groupNorm() {
    return operation(
        "groupNorm",
        GroupNorm.class,
        Sample.of(
            "groupNorm of images",
            x -> x[0].groupNorm(2, x[1], x[2], EPS),
            Operand.real(2, 4, 2, 2),
            Operand.real(4),
            Operand.real(4)),
        Sample.of(
            "groupNorm of rows, one group",
            x -> x[0].groupNorm(1, x[1], null, EPS),
            Operand.real(3, 4),
            Operand.real(4)));
  }

  private static Operation operation(
      String name, Class<? extends Function> function, Sample... samples) {
    return Operation.of(name, Family.NORMALISATIONS, function, samples);
  }
}
