package adjoint.autograd.catalog;

import adjoint.autograd.functions.Bmm;
import adjoint.autograd.functions.Conv2d;
import adjoint.autograd.functions.Conv2dInputGradient;
import adjoint.autograd.functions.Conv2dWeightGradient;
import adjoint.autograd.functions.ConvTranspose2d;
import adjoint.tensor.Conv2dOptions;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Matrix products, convolution with its gradients, transposed convolution. */
final class LayerOperations {
  private static final List<Conv2dOptions> OPTIONS =
      List.of(
          Conv2dOptions.DEFAULT,
          Conv2dOptions.DEFAULT.withPadding(1).withStride(2),
          Conv2dOptions.DEFAULT
              .withGroups(2)
              .withDilation(1, 2)
              .withPadding(0, 2)
              .withStride(2, 1));

  private LayerOperations() {}

  static Stream<Operation> all() {
    return Stream.of(products(), convolutions(), Stream.of(transposed())).flatMap(s -> s);
  }

  private static Stream<Operation> products() {
    return Stream.of(
        Operation.of(
            "bmm",
            Family.PRODUCTS,
            Bmm.class,
            x -> x[0].bmm(x[1]),
            Operand.real(2, 3, 4),
            Operand.real(2, 4, 2)),
        Operation.of(
            "matmul",
            Family.PRODUCTS,
            Bmm.class,
            x -> x[0].matmul(x[1]),
            Operand.real(3, 1, 2, 4),
            Operand.real(2, 4, 3)));
  }

  private static Stream<Operation> convolutions() {
    return Stream.of(
        new Operation(
            "conv2d",
            Family.CONVOLUTIONS,
            Conv2d.class,
            Stream.concat(samples(LayerOperations::withBias), samples(LayerOperations::withoutBias))
                .toList()),
        new Operation(
            "conv2dInputGradient",
            Family.CONVOLUTIONS,
            Conv2dInputGradient.class,
            samples(LayerOperations::inputGradient).toList()),
        new Operation(
            "conv2dWeightGradient",
            Family.CONVOLUTIONS,
            Conv2dWeightGradient.class,
            samples(LayerOperations::weightGradient).toList()));
  }

  private static Stream<Sample> samples(Function<Conv2dOptions, Sample> sample) {
    return OPTIONS.stream().map(sample);
  }

  private static int[] input() {
    return new int[] {2, 4, 4, 3};
  }

  private static int[] weight(Conv2dOptions options) {
    return new int[] {2, 4 / options.groups(), 2, 2};
  }

  private static Operand output(Conv2dOptions options) {
    return Operand.real(2, 2, options.outputHeight(4, 2), options.outputWidth(3, 2));
  }

  private static Sample withBias(Conv2dOptions options) {
    return Sample.of(
        "conv2d " + options,
        x -> x[0].conv2d(x[1], x[2], options),
        Operand.real(input()),
        Operand.real(weight(options)),
        Operand.real(2));
  }

  private static Sample withoutBias(Conv2dOptions options) {
    return Sample.of(
        "conv2d without bias " + options,
        x -> x[0].conv2d(x[1], null, options),
        Operand.real(input()),
        Operand.real(weight(options)));
  }

  private static Sample inputGradient(Conv2dOptions options) {
    return Sample.of(
        "conv2dInputGradient " + options,
        x -> new Conv2dInputGradient(input(), options).apply(x),
        output(options),
        Operand.real(weight(options)));
  }

  private static Sample weightGradient(Conv2dOptions options) {
    return Sample.of(
        "conv2dWeightGradient " + options,
        x -> new Conv2dWeightGradient(weight(options), options).apply(x),
        output(options),
        Operand.real(input()));
  }

  private static Operation transposed() {
    return Operation.of(
        "convTranspose2d",
        Family.CONVOLUTIONS,
        ConvTranspose2d.class,
        Stream.of(true, false)
            .flatMap(
                bias ->
                    Stream.of(
                        transposed(OPTIONS.get(0), 0, 0, bias),
                        transposed(OPTIONS.get(1), 1, 0, bias),
                        transposed(
                            Conv2dOptions.DEFAULT
                                .withGroups(2)
                                .withDilation(1, 2)
                                .withPadding(0, 1)
                                .withStride(3, 2),
                            2,
                            1,
                            bias)))
            .toArray(Sample[]::new));
  }

  private static Sample transposed(
      Conv2dOptions options, int paddingY, int paddingX, boolean bias) {
    Operand input = Operand.real(2, 4, 3, 2);
    Operand weight = Operand.real(4, 2 / options.groups(), 2, 2);
    String name = options + " output padding " + paddingY + " x " + paddingX;
    if (bias) {
      return Sample.of(
          "convTranspose2d " + name,
          x -> x[0].convTranspose2d(x[1], x[2], options, paddingY, paddingX),
          input,
          weight,
          Operand.real(2));
    }
    return Sample.of(
        "convTranspose2d without bias " + name,
        x -> x[0].convTranspose2d(x[1], null, options, paddingY, paddingX),
        input,
        weight);
  }
}
