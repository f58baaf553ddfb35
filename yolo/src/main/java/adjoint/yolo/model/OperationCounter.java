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
import adjoint.nn.attention.DynamicConv2d;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the multiply-adds of one image by watching every layer's forward pass: convolutions,
 * linear layers, batch norm, averages and upsampling, each by its class; what else happens, such as
 * the mixing of the kernels of a dynamic convolution, counts nothing.
 */
public final class OperationCounter {
  private static final int SMALLEST = 32;

  private final Map<CountingRules, Long> counts = new EnumMap<>(CountingRules.class);

  private OperationCounter() {
    for (CountingRules rules : CountingRules.values()) {
      counts.put(rules, 0L);
    }
  }

  /**
   * Billions of floating-point operations, two per multiply-add, for one square image. Counted for
   * two small images, because a part grows with the number of pixels, and a part, such as the
   * attention over channels, does not. The smallest image is the smallest that the model takes, or,
   * where a layer needs more than the single pixel of its coarsest level, one twice as large.
   */
  public static double gflops(DetectionModel model, CountingRules rules, int imageSize) {
    int side = smallestImage(model);
    long small;
    try {
      small = multiplyAdds(model, side).get(rules);
    } catch (IllegalArgumentException e) {
      side *= 2;
      small = multiplyAdds(model, side).get(rules);
    }
    long large = multiplyAdds(model, 2 * side).get(rules);
    double scale = (double) imageSize / side;
    return 2e-9 * (small + (large - small) / 3.0 * (scale * scale - 1));
  }

  /** The side of the smallest image that the model takes: its largest stride, at least 32. */
  public static int smallestImage(DetectionModel model) {
    return Math.max((int) model.maxStride(), SMALLEST);
  }

  /**
   * Multiply-adds by all rules for one image of {@code side} x {@code side} pixels, in evaluation
   * mode.
   */
  public static Map<CountingRules, Long> multiplyAdds(DetectionModel model, int side) {
    OperationCounter counter = new OperationCounter();
    boolean training = model.isTraining();
    List<Module> modules = model.modules();
    DType dtype = model.parameters().values().iterator().next().dtype();
    Variable image =
        Variable.of(Tensor.zeros(dtype, 1, model.description().channels(), side, side));
    modules.forEach(module -> module.observe(counter::count));
    model.eval();
    try {
      Autograd.noGrad(() -> model.raw(image));
    } finally {
      modules.forEach(module -> module.observe(null));
      if (training) {
        model.train();
      }
    }
    return counter.counts;
  }

  private void count(Module module, Variable input, Variable output) {
    long in = input.value().elementCount();
    long out = output.value().elementCount();
    if (module instanceof Conv2d conv) {
      long products = out * (conv.weight().value().elementCount() / conv.weight().size(0));
      add(products + (conv.bias() == null ? 0 : out), products);
    } else if (module instanceof DynamicConv2d conv) {
      long kernels = (long) conv.weight().size(0) * conv.weight().size(1);
      long products = out * (conv.weight().value().elementCount() / kernels);
      add(products + (conv.bias() == null ? 0 : out), products);
    } else if (module instanceof BatchNorm2d) {
      add(2 * in, 4 * in);
    } else if (module instanceof Linear linear) {
      add(out * linear.weight().size(1), out * linear.weight().size(1));
    } else if (module instanceof Upsample upsample) {
      boolean nearest = upsample.mode() == Upsample.Mode.NEAREST;
      add(nearest ? 0 : 11 * out, nearest ? out : 11 * out);
    } else if (module instanceof AvgPool2d) {
      add(out, out);
    } else if (module instanceof AdaptiveAvgPool2d) {
      add((in / out + 1) * out, (in / out + 1) * out);
    } else if (module instanceof LeakyReLU) {
      add(in, 0);
    }
  }

  private void add(long plain, long later) {
    counts.merge(CountingRules.PLAIN, plain, Long::sum);
    counts.merge(CountingRules.LATER, later, Long::sum);
  }
}
