package adjoint.autograd.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import adjoint.autograd.Autograd;
import adjoint.autograd.GradCheck;
import adjoint.autograd.Variable;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Conv2dGradientTest {
  private final Generator generator = new Generator(3);

  private Tensor random(int... shape) {
    return Tensor.randn(generator, DType.F64, shape);
  }

  static Stream<Conv2dOptions> options() {
    Conv2dOptions plain = Conv2dOptions.DEFAULT;
    return Stream.of(
        plain,
        plain.withPadding(1),
        plain.withStride(2).withPadding(2),
        plain.withStride(3, 1).withPadding(0, 2).withGroups(2),
        plain.withDilation(2, 1).withPadding(2).withStride(1, 2));
  }

  /** First to third order: the gradients of the gradients are again convolutions. */
  @ParameterizedTest
  @MethodSource("options")
  void gradientsOfAllOrdersAreRight(Conv2dOptions options) {
    Tensor x = random(2, 2, 5, 4);
    Tensor weight = random(2, 2 / options.groups(), 2, 3);
    Tensor bias = random(2);
    GradCheck.standard().check(v -> v[0].conv2d(v[1], v[2], options), x, weight, bias);
    GradCheck.standard().checkSecondOrder(v -> v[0].conv2d(v[1], null, options), x, weight);
    Tensor gy = random(Variable.of(x).conv2d(Variable.of(weight), null, options).shape());
    GradCheck.standard()
        .checkSecondOrder(
            v -> new Conv2dInputGradient(x.shape(), options).apply(v[0], v[1]), gy, weight);
    GradCheck.standard()
        .checkSecondOrder(
            v -> new Conv2dWeightGradient(weight.shape(), options).apply(v[0], v[1]), gy, x);
  }

  /** {@code <g, x * w> = <I(g, w), x> = <W(g, x), w>}. */
  @ParameterizedTest
  @MethodSource("options")
  void allThreeArePartialDerivativesOfOneForm(Conv2dOptions options) {
    Variable x = Variable.parameter(random(2, 4, 9, 8));
    Variable weight = Variable.parameter(random(6, 4 / options.groups(), 3, 2));
    Variable y = x.conv2d(weight, null, options);
    Tensor g = random(y.shape());
    y.backward(Variable.of(g), false, false);
    double form = y.value().mul(g).sum().item();
    assertEquals(form, x.value().mul(x.grad().value()).sum().item(), 1e-10);
    assertEquals(form, weight.value().mul(weight.grad().value()).sum().item(), 1e-10);
  }

  @Test
  void onlyWhatIsAskedForIsComputed() {
    Variable x = Variable.of(random(1, 2, 4, 4));
    Variable weight = Variable.parameter(random(3, 2, 3, 3));
    Variable bias = Variable.parameter(random(3));
    Variable y = x.conv2d(weight, bias, Conv2dOptions.DEFAULT);
    y.sum().backward();
    assertNull(x.grad());
    assertNotNull(weight.grad());
    assertEquals(4, bias.grad().value().get(0));
    Variable again = x.conv2d(weight, bias, Conv2dOptions.DEFAULT).sum();
    assertEquals(
        4, Autograd.grad(List.of(again), List.of(bias), null, false, false).get(0).value().get(2));
  }
}
