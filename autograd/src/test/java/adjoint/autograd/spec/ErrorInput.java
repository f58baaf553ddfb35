package adjoint.autograd.spec;

import adjoint.autograd.Expression;
import adjoint.autograd.catalog.Operand;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A wrong use of an operation, and what it has to say about it.
 *
 * @param operation the name in the catalogue
 * @param expression applies it
 * @param exception the type thrown
 * @param message the whole message
 * @param inputs what it is applied to
 */
public record ErrorInput(
    String operation,
    Expression expression,
    Class<? extends Exception> exception,
    String message,
    List<Tensor> inputs) {
  private static final List<Supplier<Stream<ErrorInput>>> FAMILIES =
      List.of(
          ArithmeticErrors::all,
          ReductionsErrors::all,
          ShapesErrors::all,
          IndexingErrors::all,
          MatricesErrors::all,
          LayersErrors::all,
          LossesErrors::all);

  /** All of them. */
  public static Stream<ErrorInput> all() {
    return FAMILIES.stream().flatMap(Supplier::get);
  }

  static ErrorInput of(
      String operation,
      Expression expression,
      Class<? extends Exception> exception,
      String message,
      Tensor... inputs) {
    return new ErrorInput(operation, expression, exception, message, List.of(inputs));
  }

  static Tensor real(int... shape) {
    return Operand.real(shape).draw(new Generator(1));
  }

  static Tensor single(int... shape) {
    return real(shape).to(DType.F32);
  }

  static Tensor zeros(int... shape) {
    return Tensor.zeros(DType.F64, shape);
  }

  static Tensor longs(long... values) {
    return Tensor.of(values);
  }

  @Override
  public String toString() {
    return message;
  }
}
