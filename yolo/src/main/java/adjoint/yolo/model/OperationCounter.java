package adjoint.yolo.model;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.nn.AdaptiveAvgPool2d;
import adjoint.nn.AvgPool2d;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.Conv2d;
import adjoint.nn.LeakyReLU;
import adjoint.nn.Linear;
import adjoint.nn.Module;
import adjoint.nn.Upsample;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.List;

/**
 * Counts the multiply-adds of one image by watching every layer's forward pass: convolutions,
 * linear layers, batch norm, averages and upsampling, each by its class; what else happens counts
 * nothing.
 */
public final class OperationCounter implements Module.Observer {
  private static final int SMALLEST = 32;

  private final CountingRules rules;
  private long multiplyAdds;

  private OperationCounter(CountingRules rules) {
    this.rules = rules;
  }

  /**
   * Billions of floating-point operations, two per multiply-add, for one square image. Counted for
   * a small image, and scaled by the number of pixels, as the reference does.
   */
  public static double gflops(DetectionModel model, CountingRules rules, int imageSize) {
    int side = smallestImage(model);
    double scale = (double) imageSize / side;
    return 2 * multiplyAdds(model, rules, side) / 1e9 * scale * scale;
  }

  /** The side of the smallest image that the model takes: its largest stride, at least 32. */
  public static int smallestImage(DetectionModel model) {
    return Math.max((int) model.maxStride(), SMALLEST);
  }

  /** Multiply-adds for one image of {@code side} x {@code side} pixels, in evaluation mode. */
  public static long multiplyAdds(DetectionModel model, CountingRules rules, int side) {
    OperationCounter counter = new OperationCounter(rules);
    boolean training = model.isTraining();
    List<Module> modules = model.modules();
    DType dtype = model.parameters().values().iterator().next().dtype();
    Variable image =
        Variable.of(Tensor.zeros(dtype, 1, model.description().channels(), side, side));
    modules.forEach(module -> module.observe(counter));
    model.eval();
    try {
      Autograd.noGrad(() -> model.raw(image));
    } finally {
      modules.forEach(module -> module.observe(null));
      if (training) {
        model.train();
      }
    }
    return counter.multiplyAdds;
  }

  @Override
  public void forwarded(Module module, Variable input, Variable output) {
    boolean later = rules == CountingRules.LATER;
    long in = input.value().elementCount();
    long out = output.value().elementCount();
    if (module instanceof Conv2d conv) {
      long taps = conv.weight().value().elementCount() / conv.weight().size(0);
      multiplyAdds += out * (taps + (conv.bias() != null && !later ? 1 : 0));
    } else if (module instanceof BatchNorm2d) {
      multiplyAdds += (later ? 4 : 2) * in;
    } else if (module instanceof Linear linear) {
      multiplyAdds += out * linear.weight().size(1);
    } else if (module instanceof Upsample upsample) {
      multiplyAdds += upsample.mode() == Upsample.Mode.NEAREST ? (later ? out : 0) : 11 * out;
    } else if (module instanceof AvgPool2d) {
      multiplyAdds += out;
    } else if (module instanceof AdaptiveAvgPool2d) {
      multiplyAdds += (in / out + 1) * out;
    } else if (module instanceof LeakyReLU) {
      multiplyAdds += later ? 0 : in;
    }
  }
}
