package adjoint.autograd;

import adjoint.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Functions with mistakes in their reverse rules, as people make them. */
final class WrongBackwards {
  private WrongBackwards() {}

  /** A function given by two lambdas. */
  static class Given extends Function {
    private final UnaryOperator<Tensor> value;
    private final UnaryOperator<Variable> rule;

    Given(UnaryOperator<Tensor> value, UnaryOperator<Variable> rule) {
      this.value = value;
      this.rule = rule;
    }

    @Override
    protected Tensor forward(Tensor... x) {
      saveInput(0);
      return value.apply(x[0]);
    }

    @Override
    protected Variable[] backward(Variable gy) {
      return new Variable[] {rule.apply(gy)};
    }

    Variable saved() {
      return input(0);
    }
  }

  /** x^2 with the gradient {@code factor x gy}; right with the factor 2. */
  static final class ScaledSquare extends Function {
    private final double factor;

    ScaledSquare(double factor) {
      this.factor = factor;
    }

    @Override
    protected Tensor forward(Tensor... x) {
      saveInput(0);
      return x[0].square();
    }

    @Override
    protected Variable[] backward(Variable gy) {
      return new Variable[] {gy.mul(input(0)).mul(factor)};
    }
  }

  /** x^2 whose gradient keeps only the value of x: wrong from the second derivative on. */
  static final class DetachedSquare extends Function {
    @Override
    protected Tensor forward(Tensor... x) {
      saveInput(0);
      return x[0].square();
    }

    @Override
    protected Variable[] backward(Variable gy) {
      return new Variable[] {gy.mul(input(0).detach()).mul(2)};
    }
  }

  /** x^2 whose gradient uses what the latest application saw, not this one. */
  static final class StaleSquare extends Function {
    private static Tensor latest;

    @Override
    protected Tensor forward(Tensor... x) {
      latest = x[0];
      return x[0].square();
    }

    @Override
    protected Variable[] backward(Variable gy) {
      return new Variable[] {gy.mul(Variable.of(latest)).mul(2)};
    }
  }

  /** x^2 whose gradient uses what the first application saw. */
  static final class FirstSquare extends Function {
    private final Tensor[] first;

    FirstSquare(Tensor[] first) {
      this.first = first;
    }

    @Override
    protected Tensor forward(Tensor... x) {
      first[0] = first[0] == null ? x[0] : first[0];
      return x[0].square();
    }

    @Override
    protected Variable[] backward(Variable gy) {
      return new Variable[] {gy.mul(Variable.of(first[0])).mul(2)};
    }
  }

  /** exp(x) that saves its input where the rule means the output. */
  static final class WrongSaveExp extends Function {
    @Override
    protected Tensor forward(Tensor... x) {
      saveInput(0);
      return x[0].exp();
    }

    @Override
    protected Variable[] backward(Variable gy) {
      return new Variable[] {gy.mul(input(0))};
    }
  }

  /** A product that forgets one of its two gradients. */
  static final class HalfProduct extends Function {
    @Override
    protected Tensor forward(Tensor... x) {
      saveInput(1);
      return x[0].mul(x[1]);
    }

    @Override
    protected Variable[] backward(Variable gy) {
      return new Variable[] {gy.mul(input(1)), null};
    }
  }
}
