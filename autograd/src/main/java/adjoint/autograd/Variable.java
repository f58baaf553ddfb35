package adjoint.autograd;

import adjoint.autograd.functions.Composite;
import adjoint.autograd.functions.Einsum;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A tensor together with the operation that made it.
 *
 * <p>A leaf is made from a tensor; a result is made by a {@link Function}. If a leaf requires a
 * gradient, so does everything computed from it, and {@link #backward()} on a scalar result adds
 * {@code d result / d leaf} to the leaf's {@link #grad()}. Operations are inherited from one
 * interface per family.
 */
public final class Variable
    implements ArithmeticMethods,
        FunctionMethods,
        ReduceMethods,
        ShapeMethods,
        LayerMethods,
        LinearAlgebraMethods,
        NormMethods,
        LossMethods {
  private Tensor value;
  private final Function function;
  private final int outputIndex;
  private boolean requiresGrad;
  private Variable grad;
  private Hooks hooks;

  Variable(Tensor value, boolean requiresGrad, Function function, int outputIndex) {
    this.value = value;
    this.requiresGrad = requiresGrad;
    this.function = function;
    this.outputIndex = outputIndex;
  }

  /** A constant: a leaf that requires no gradient. */
  public static Variable of(Tensor value) {
    return new Variable(value, false, null, 0);
  }

  /** A zero-dimensional constant. */
  public static Variable scalar(DType dtype, double value) {
    return of(Tensor.scalar(dtype, value));
  }

  /**
   * A leaf that requires a gradient.
   *
   * @throws AutogradException if the tensor is not floating
   */
  public static Variable parameter(Tensor value) {
    return of(value).requiresGrad(true);
  }

  /** Joins variables along an existing dimension. */
  public static Variable concat(List<Variable> variables, int dimension) {
    return Composite.concat(variables, dimension);
  }

  /** Joins variables of equal shape along a new dimension. */
  public static Variable stack(List<Variable> variables, int dimension) {
    return Composite.stack(variables, dimension);
  }

  /** {@code condition ? a : b}, all three broadcast together; the condition is BOOL. */
  public static Variable where(Tensor condition, Variable a, Variable b) {
    return Composite.where(condition, a, b);
  }

  /**
   * Products summed over the indices that do not appear in the result, such as {@code "ij,jk->ik"}
   * for the matrix product: see {@link Einsum}.
   */
  public static Variable einsum(String equation, Variable... operands) {
    return Einsum.apply(equation, operands);
  }

  /** The value. */
  public Tensor value() {
    return value;
  }

  /**
   * Replaces a leaf's value, for example when weights are loaded or converted; the shape stays, and
   * a floating value stays floating. The gradient is forgotten.
   *
   * @throws AutogradException if this is a result, or the new value does not fit
   */
  public void setValue(Tensor value) {
    if (!isLeaf()) {
      throw new AutogradException("setValue: only a leaf's value can be replaced");
    }
    if (!Arrays.equals(value.shape(), shape())
        || value.dtype().isFloating() != dtype().isFloating()) {
      throw new AutogradException(
          "setValue: the new value is "
              + value.dtype()
              + Arrays.toString(value.shape())
              + ", the variable "
              + dtype()
              + Arrays.toString(shape()));
    }
    this.value = value;
    grad = null;
  }

  /** Whether a gradient flows here. */
  public boolean requiresGrad() {
    return requiresGrad;
  }

  /**
   * Says whether a leaf requires a gradient.
   *
   * @throws AutogradException if this is a result, or is not floating
   */
  public Variable requiresGrad(boolean requires) {
    if (!isLeaf()) {
      throw new AutogradException(
          "requiresGrad: the result of " + function.name() + " is no leaf; detach it first");
    }
    if (requires && (!dtype().isFloating() || dtype().isHalf())) {
      throw new AutogradException(
          "requiresGrad: a variable of type "
              + dtype()
              + " cannot have a gradient; use F32 or F64");
    }
    this.requiresGrad = requires;
    return this;
  }

  /** Whether no operation made this variable. */
  public boolean isLeaf() {
    return function == null;
  }

  /** The operation that made this variable, or null. */
  public Function function() {
    return function;
  }

  /** Which output of {@link #function()} this is. */
  public int outputIndex() {
    return outputIndex;
  }

  /** The gradient accumulated in this leaf, or null. */
  public Variable grad() {
    return grad;
  }

  /** Forgets the gradient. */
  public void zeroGrad() {
    grad = null;
  }

  /**
   * Has a hook see every gradient of this variable that a reverse pass completes, before it flows
   * on or is added to {@link #grad()}. The hook returns what takes the gradient's place, of its
   * shape and type, or null to leave it as it is. Several hooks run in the order of their addition.
   *
   * @return takes the hook off again
   * @throws AutogradException if this variable requires no gradient
   */
  public Runnable onGradient(UnaryOperator<Variable> hook) {
    if (!requiresGrad) {
      throw new AutogradException(
          "onGradient: the variable of shape "
              + Arrays.toString(shape())
              + " requires no gradient, so none will come");
    }
    if (!isLeaf()) {
      return function.addHook(outputIndex, hook);
    }
    if (hooks == null) {
      hooks = new Hooks();
    }
    return hooks.add(hook);
  }

  Variable runHooks(Variable gradient) {
    return hooks == null ? gradient : hooks.run(gradient);
  }

  /** Adds to the gradient; what is kept shares no storage with anything else. */
  void accumulate(Variable gradient) {
    if (grad != null) {
      grad = grad.add(gradient);
    } else {
      grad = gradient.requiresGrad() ? gradient : of(gradient.value().copy());
    }
  }

  /** The same value as a constant, cut off from its history. */
  public Variable detach() {
    return of(value);
  }

  /**
   * Adds the gradient of this scalar to every leaf that requires one, and frees the graph.
   *
   * @throws AutogradException if this is not a scalar, requires no gradient, or its graph is freed
   */
  public void backward() {
    Autograd.backward(this, null, false, false);
  }

  /**
   * Adds the gradient of {@code sum(this * gradient)} to every leaf that requires one.
   *
   * @param gradient of this shape; null stands for a one where this is a scalar
   * @param retainGraph whether the graph can be walked again
   * @param createGraph whether the gradients can themselves be differentiated
   */
  public void backward(Variable gradient, boolean retainGraph, boolean createGraph) {
    Autograd.backward(this, gradient, retainGraph || createGraph, createGraph);
  }

  /** The value's element type. */
  public DType dtype() {
    return value.dtype();
  }

  /** The value's sizes. */
  public int[] shape() {
    return value.shape();
  }

  /** The size of a dimension; negative numbers count from the end. */
  public int size(int dimension) {
    return value.size(dimension);
  }

  /** Number of dimensions. */
  public int rank() {
    return value.rank();
  }

  /** The only element. */
  public double item() {
    return value.item();
  }

  /** The value, and the operation that made it. */
  @Override
  public String toString() {
    return value + (function != null ? " from " + function.name() : "");
  }
}
