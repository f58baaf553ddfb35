package adjoint.autograd;

import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The gradient of a computation as a computation: of its inputs and of the incoming gradients. What
 * second derivatives are checked on.
 */
final class GradientComputation implements GradCheck.Computation {
  private final GradCheck.Computation f;
  private final int inputCount;
  private final Tensor[] incoming;

  private GradientComputation(GradCheck.Computation f, int inputCount, Tensor[] incoming) {
    this.f = f;
    this.inputCount = inputCount;
    this.incoming = incoming;
  }

  static GradientComputation of(GradCheck.Computation f, long seed, Tensor... inputs) {
    Variable[] outputs = f.apply(Arrays.stream(inputs).map(Variable::of).toArray(Variable[]::new));
    Random random = new Random(seed ^ 0x5DEECE66DL);
    Tensor[] incoming = new Tensor[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      double[] values = random.doubles(outputs[i].value().elementCount(), -1, 1).toArray();
      incoming[i] = Tensor.of(values, outputs[i].shape());
    }
    return new GradientComputation(f, inputs.length, incoming);
  }

  /** The inputs, followed by random incoming gradients. */
  Tensor[] withIncoming(Tensor... inputs) {
    Tensor[] all = Arrays.copyOf(inputs, inputCount + incoming.length);
    System.arraycopy(incoming, 0, all, inputCount, incoming.length);
    return all;
  }

  @Override
  public Variable[] apply(Variable... all) {
    Variable[] inputs = new Variable[inputCount];
    for (int i = 0; i < inputCount; i++) {
      inputs[i] = all[i].requiresGrad() ? all[i] : Variable.parameter(all[i].value());
    }
    Variable[] outputs = f.apply(inputs);
    Variable[] gradients = new Variable[inputCount];
    for (int o = 0; o < outputs.length; o++) {
      if (outputs[o].requiresGrad()) {
        List<Variable> given = List.of(all[inputCount + o]);
        List<Variable> parts =
            Autograd.grad(List.of(outputs[o]), List.of(inputs), given, true, true);
        for (int i = 0; i < inputCount; i++) {
          gradients[i] = sum(gradients[i], parts.get(i));
        }
      }
    }
    for (int i = 0; i < inputCount; i++) {
      if (gradients[i] == null) {
        gradients[i] = Variable.of(Tensor.zeros(DType.F64, inputs[i].shape()));
      }
    }
    return gradients;
  }

  private static Variable sum(Variable a, Variable b) {
    return a == null ? b : b == null ? a : a.add(b);
  }
}
