package adjoint.autograd;

import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Gradients, first and higher derivatives, and whether operations are recorded for them.
 *
 * <p>What is switched on here holds for the calling thread, inside the given body.
 */
public final class Autograd {
  private Autograd() {}

  // ---- recording ------------------------------------------------------------------------------

  /** Whether operations of this thread are recorded. */
  public static boolean isRecording() {
    return ThreadState.current().recording();
  }

  /** Runs {@code body} without recording: its results require no gradient and save no memory. */
  public static <T> T noGrad(Supplier<T> body) {
    return ThreadState.recording(false, body);
  }

  /** Runs {@code body} without recording. */
  public static void noGrad(Runnable body) {
    ThreadState.recording(false, supplier(body));
  }

  /**
   * Runs {@code body} so that the first gradient that is infinite or NaN ends a reverse pass with
   * an {@link AutogradException}, which names the operation, the shapes of its inputs, and, if the
   * forward pass runs inside as well, where it was applied. Slow; for the search for an error.
   */
  public static <T> T detectAnomalies(Supplier<T> body) {
    return ThreadState.detectingAnomalies(body);
  }

  /** {@link #detectAnomalies(Supplier)} for a body without a result. */
  public static void detectAnomalies(Runnable body) {
    ThreadState.detectingAnomalies(supplier(body));
  }

  private static Supplier<Void> supplier(Runnable body) {
    return () -> {
      body.run();
      return null;
    };
  }

  /**
   * Applies {@code body} without keeping what its operations save; the reverse pass computes it
   * again. That saves memory for the price of one more forward pass. The gradients are the same,
   * also those of parameters and other variables that the body takes from its surroundings.
   *
   * <p>The body has to give the same result each time: it draws random numbers only from a
   * generator that it makes itself, and has no effect on anything outside. It runs first without
   * recording, so it takes no gradients itself.
   */
  public static Variable checkpoint(Expression body, Variable... inputs) {
    return Checkpoint.run(body, inputs);
  }

  // ---- gradients ------------------------------------------------------------------------------

  /**
   * The gradients of {@code sum(outputs * gradOutputs)} with respect to {@code inputs}, which may
   * be leaves or results; nothing is accumulated into {@link Variable#grad()}. Operations that do
   * not lie between the inputs and the outputs are not run.
   *
   * @param gradOutputs of the outputs' shapes; null, as a whole or for one output, stands for a one
   *     where the output is a scalar
   * @param createGraph whether the gradients can themselves be differentiated; keeps the graph
   * @param allowUnused whether an input without influence gets null instead of an exception
   * @throws AutogradException if an input or output requires no gradient, an input has no
   *     influence, or the graph has been freed
   */
  public static List<Variable> grad(
      List<Variable> outputs,
      List<Variable> inputs,
      List<Variable> gradOutputs,
      boolean createGraph,
      boolean allowUnused) {
    return grad(outputs, inputs, gradOutputs, createGraph, createGraph, allowUnused);
  }

  /** The gradient of one scalar with respect to one variable. */
  public static Variable grad(Variable output, Variable input, boolean createGraph) {
    return grad(List.of(output), List.of(input), null, createGraph, false).get(0);
  }

  static List<Variable> grad(
      List<Variable> outputs,
      List<Variable> inputs,
      List<Variable> gradOutputs,
      boolean retainGraph,
      boolean createGraph,
      boolean allowUnused) {
    for (Variable input : inputs) {
      if (!input.requiresGrad()) {
        throw new AutogradException(
            "grad: an input of type "
                + input.dtype()
                + " and shape "
                + Arrays.toString(input.shape())
                + " requires no gradient");
      }
    }
    outputs.forEach(output -> requireConnected("grad", output));
    ReversePass pass = ReversePass.to(inputs, outputs, false);
    run(pass, "grad", outputs, gradOutputs, retainGraph, createGraph);
    for (Variable input : inputs) {
      if (pass.gradient(input) == null && !allowUnused) {
        throw new AutogradException(
            "grad: an input of shape "
                + Arrays.toString(input.shape())
                + " has no influence on the outputs; pass allowUnused = true for null");
      }
    }
    return Arrays.asList(inputs.stream().map(pass::gradient).toArray(Variable[]::new));
  }

  /** {@link Variable#backward}: gradients of the leaves are added to their {@code grad}. */
  static void backward(
      Variable output, Variable gradient, boolean retainGraph, boolean createGraph) {
    requireConnected("backward", output);
    List<Variable> gradients = gradient == null ? null : List.of(gradient);
    ReversePass pass = ReversePass.toLeaves();
    run(pass, "backward", List.of(output), gradients, retainGraph, createGraph);
  }

  private static void run(
      ReversePass pass,
      String operation,
      List<Variable> outputs,
      List<Variable> gradients,
      boolean retainGraph,
      boolean createGraph) {
    if (gradients != null && gradients.size() != outputs.size()) {
      throw new AutogradException(
          operation + ": " + outputs.size() + " outputs, but " + gradients.size() + " gradients");
    }
    ThreadState.recording(
        createGraph,
        () -> {
          for (int i = 0; i < outputs.size(); i++) {
            Variable given = gradients == null ? null : gradients.get(i);
            pass.start(outputs.get(i), initial(operation, outputs.get(i), given));
          }
          pass.finish(retainGraph);
          return null;
        });
  }

  private static void requireConnected(String operation, Variable output) {
    if (!output.requiresGrad()) {
      throw new AutogradException(
          operation
              + ": the output of type "
              + output.dtype()
              + " and shape "
              + Arrays.toString(output.shape())
              + " requires no gradient: no variable that requires one led to it");
    }
  }

  private static Variable initial(String operation, Variable output, Variable given) {
    if (given == null) {
      if (output.value().elementCount() != 1) {
        throw new AutogradException(
            operation
                + ": the output has shape "
                + Arrays.toString(output.shape())
                + "; only a scalar needs no incoming gradient");
      }
      return Variable.of(Tensor.ones(output.dtype(), output.shape()));
    }
    if (!Arrays.equals(given.shape(), output.shape()) || given.dtype() != output.dtype()) {
      throw new AutogradException(
          operation
              + ": the incoming gradient is "
              + given.dtype()
              + Arrays.toString(given.shape())
              + ", the output "
              + output.dtype()
              + Arrays.toString(output.shape()));
    }
    return given;
  }

  // ---- derivatives of functions ---------------------------------------------------------------

  /**
   * The vector-Jacobian product {@code v^T J}, of the shape of x: what a reverse pass computes.
   *
   * <p>This and the following methods differentiate f at x, whether x requires a gradient or not.
   * Their results can be differentiated again, unless they are called inside {@link #noGrad}; so
   * they can be nested.
   *
   * @param v of the shape of {@code f(x)}
   */
  public static Variable vjp(UnaryOperator<Variable> f, Variable x, Variable v) {
    return Derivatives.vjp(f, x, v);
  }

  /**
   * The Jacobian-vector product {@code J v}, of the shape of {@code f(x)}: the derivative of f
   * along v. Computed by two reverse passes, the second through the first, which is linear in its
   * incoming gradient and has the transposed matrix.
   *
   * @param v of the shape of x
   */
  public static Variable jvp(UnaryOperator<Variable> f, Variable x, Variable v) {
    return Derivatives.jvp(f, x, v);
  }

  /**
   * All derivatives {@code d f(x)[i] / d x[j]}: the shape is that of {@code f(x)} followed by that
   * of x. One reverse pass for each element of {@code f(x)}.
   */
  public static Variable jacobian(UnaryOperator<Variable> f, Variable x) {
    return Derivatives.jacobian(f, x);
  }

  /**
   * All second derivatives {@code d^2 f / d x[i] d x[j]} of a function with one element: the shape
   * is that of x twice.
   */
  public static Variable hessian(UnaryOperator<Variable> f, Variable x) {
    return Derivatives.jacobian(z -> Derivatives.gradient(f, z), x);
  }

  /**
   * The product {@code H v} of the {@link #hessian} with a vector, without the matrix: two reverse
   * passes.
   *
   * @param v of the shape of x
   */
  public static Variable hvp(UnaryOperator<Variable> f, Variable x, Variable v) {
    return Derivatives.vjp(z -> Derivatives.gradient(f, z), x, v);
  }
}
