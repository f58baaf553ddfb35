package adjoint.yolo.model;

import adjoint.nn.BatchNorm2d;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Batch norms for weights whose own were folded into the convolutions, so that they can be trained
 * on: each convolution's bias becomes the shift of a norm that changes nothing else in evaluation,
 *
 * <pre>
 *   scale = 1, running mean = 0, running variance = 1 - eps:
 *   (conv(x) - 0) / sqrt(1 - eps + eps) * 1 + bias = conv(x) + bias
 * </pre>
 *
 * <p>What the folded norms were is lost. Before such a model is trained, its norms must be measured
 * on data ({@link #isUnmeasured}), since training normalises by the batch.
 */
public final class UnfoldedNorms {
  private static final String CONVOLUTION = ".conv.weight";
  private static final float VARIANCE = (float) (1 - DetectionModel.NORM_EPS);

  private UnfoldedNorms() {}

  /** The state with a norm after every convolution that has a bias in its place. */
  static Map<String, Tensor> unfold(Map<String, Tensor> folded) {
    Map<String, Tensor> state = new LinkedHashMap<>(folded);
    for (String name : folded.keySet()) {
      if (!name.endsWith(CONVOLUTION)) {
        continue;
      }
      String block = name.substring(0, name.length() - CONVOLUTION.length() + 1);
      Tensor bias = state.remove(block + "conv.bias");
      if (bias != null) {
        int channels = bias.size(0);
        state.put(block + "bn.weight", Tensor.ones(DType.F32, channels));
        state.put(block + "bn.bias", bias);
        state.put(block + "bn.running_mean", Tensor.zeros(DType.F32, channels));
        state.put(block + "bn.running_var", Tensor.full(DType.F32, VARIANCE, channels));
        state.put(block + "bn.num_batches_tracked", Tensor.scalar(DType.I64, 0));
      }
    }
    return state;
  }

  /** Whether a norm is one of these, and has seen no data yet. */
  public static boolean isUnmeasured(BatchNorm2d norm) {
    int channels = norm.channels();
    return norm.runningVar().sameBits(Tensor.full(DType.F32, VARIANCE, channels))
        && norm.runningMean().sameBits(Tensor.zeros(DType.F32, channels));
  }
}
